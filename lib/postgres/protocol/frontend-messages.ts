/** What a client sends. PostgreSQL manual, "Message Formats", the messages marked F. */
import type { CopyData, CopyDone, Format, WireValue } from './common-messages.ts'

// ---- Start-up packets, which have no letter ----

/** Opens a session. The server wants the parameter `user`; a name is never empty. */
export interface StartupMessage {
  type: 'StartupMessage'
  majorVersion: number
  minorVersion: number
  parameters: Record<string, string>
}

/** Asks for TLS; the backend answers with one byte (EncryptionResponse). */
export interface SSLRequest {
  type: 'SSLRequest'
}

/** Asks for GSSAPI encryption; the backend answers with one byte (EncryptionResponse). */
export interface GSSENCRequest {
  type: 'GSSENCRequest'
}

/** Cancels what another connection is running. The key is that of its BackendKeyData: 4 bytes in 3.0, 4 to 256 in 3.2. */
export interface CancelRequest {
  type: 'CancelRequest'
  processId: number
  secretKey: Uint8Array
}

// ---- Answers to Authentication requests, all with the letter p ----

/** p: a password in clear text, or "md5" and its hash, as the request wants it. */
export interface PasswordMessage {
  type: 'PasswordMessage'
  password: string
}

/** p: the chosen SASL mechanism with its initial response, null if it has none. */
export interface SASLInitialResponse {
  type: 'SASLInitialResponse'
  mechanism: string
  data: Uint8Array | null
}

/** p: the next step of a SASL exchange. */
export interface SASLResponse {
  type: 'SASLResponse'
  data: Uint8Array
}

/** p: a GSSAPI or SSPI token. */
export interface GSSResponse {
  type: 'GSSResponse'
  data: Uint8Array
}

/** The kinds of message that share the letter p: only the request before them tells them apart. */
export type AuthenticationAnswer = PasswordMessage | SASLInitialResponse | SASLResponse | GSSResponse

// ---- Within a session ----

/** What Close and Describe name: a prepared statement or a portal. */
export type Target = 'statement' | 'portal'

/** Q: one or several statements, run as one implicit transaction. */
export interface Query {
  type: 'Query'
  query: string
}

/** P: prepares a statement; an OID of 0, or none, leaves a parameter's type to the server. */
export interface Parse {
  type: 'Parse'
  name: string
  query: string
  parameterTypes: number[]
}

/** B: binds values to a prepared statement. No format means text for all, one format counts for all. */
export interface Bind {
  type: 'Bind'
  portal: string
  statement: string
  parameterFormats: Format[]
  parameters: WireValue[]
  resultFormats: Format[]
}

/** D: asks for the RowDescription (and, for a statement, the ParameterDescription). */
export interface Describe {
  type: 'Describe'
  target: Target
  name: string
}

/** E: runs a portal; `maxRows` 0 means no limit. */
export interface Execute {
  type: 'Execute'
  portal: string
  maxRows: number
}

/** C: forgets a prepared statement or portal. */
export interface Close {
  type: 'Close'
  target: Target
  name: string
}

/** H: asks the backend to send what it holds back. */
export interface Flush {
  type: 'Flush'
}

/** S: ends a sequence of the extended query protocol. */
export interface Sync {
  type: 'Sync'
}

/** f: ends COPY FROM STDIN with an error of the frontend's own words. */
export interface CopyFail {
  type: 'CopyFail'
  message: string
}

/** F: calls a function by its OID. */
export interface FunctionCall {
  type: 'FunctionCall'
  functionOid: number
  argumentFormats: Format[]
  arguments: WireValue[]
  resultFormat: Format
}

/** X: says good-bye. */
export interface Terminate {
  type: 'Terminate'
}

/** The packets before a session: they have no letter, and the first of them opens every stream. */
export type StartupPacket = StartupMessage | SSLRequest | GSSENCRequest | CancelRequest

/** Everything that a frontend sends with a letter. */
export type SessionMessage =
  | AuthenticationAnswer
  | Query
  | Parse
  | Bind
  | Describe
  | Execute
  | Close
  | Flush
  | Sync
  | CopyData
  | CopyDone
  | CopyFail
  | FunctionCall
  | Terminate

/** Everything that a frontend sends. */
export type FrontendMessage = StartupPacket | SessionMessage
