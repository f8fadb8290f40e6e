/** What a server sends. PostgreSQL manual, "Message Formats", the messages marked B. */
import type { CopyData, CopyDone, Format, WireValue } from './common-messages.ts'
import type { ErrorFields } from './error-fields.ts'

// ---- Start-up ----

/** The one byte without a length that answers SSLRequest (S or N) and GSSENCRequest (G or N). The manual has no name for it. */
export interface EncryptionResponse {
  type: 'EncryptionResponse'
  answer: 'S' | 'G' | 'N'
}

/** R 0: the client is who it says. */
export interface AuthenticationOk {
  type: 'AuthenticationOk'
}

/** R 2 */
export interface AuthenticationKerberosV5 {
  type: 'AuthenticationKerberosV5'
}

/** R 3 */
export interface AuthenticationCleartextPassword {
  type: 'AuthenticationCleartextPassword'
}

/** R 5: `salt` has 4 bytes. */
export interface AuthenticationMD5Password {
  type: 'AuthenticationMD5Password'
  salt: Uint8Array
}

/** R 7 */
export interface AuthenticationGSS {
  type: 'AuthenticationGSS'
}

/** R 8: a GSSAPI or SSPI token. */
export interface AuthenticationGSSContinue {
  type: 'AuthenticationGSSContinue'
  data: Uint8Array
}

/** R 9 */
export interface AuthenticationSSPI {
  type: 'AuthenticationSSPI'
}

/** R 10: the mechanisms that the server offers, in its order of preference. */
export interface AuthenticationSASL {
  type: 'AuthenticationSASL'
  mechanisms: string[]
}

/** R 11: the server's challenge. */
export interface AuthenticationSASLContinue {
  type: 'AuthenticationSASLContinue'
  data: Uint8Array
}

/** R 12: the mechanism's outcome. */
export interface AuthenticationSASLFinal {
  type: 'AuthenticationSASLFinal'
  data: Uint8Array
}

/** All messages with the letter R. */
export type Authentication =
  | AuthenticationOk
  | AuthenticationKerberosV5
  | AuthenticationCleartextPassword
  | AuthenticationMD5Password
  | AuthenticationGSS
  | AuthenticationGSSContinue
  | AuthenticationSSPI
  | AuthenticationSASL
  | AuthenticationSASLContinue
  | AuthenticationSASLFinal

/** K: what a CancelRequest must name. The key has 4 bytes in 3.0, 4 to 256 in 3.2. */
export interface BackendKeyData {
  type: 'BackendKeyData'
  processId: number
  secretKey: Uint8Array
}

/**
 * v: the server speaks an older minor version, or does not know some `_pq_.` options.
 * PostgreSQL sends the whole version number (3.2); the manual speaks of the minor version only, and a server that
 * takes it at its word gives `majorVersion` 0.
 */
export interface NegotiateProtocolVersion {
  type: 'NegotiateProtocolVersion'
  majorVersion: number
  minorVersion: number
  unrecognizedOptions: string[]
}

/** S: a run-time parameter's value at start-up, and whenever it changes. */
export interface ParameterStatus {
  type: 'ParameterStatus'
  name: string
  value: string
}

/** Z: the backend waits for the next command. I is idle, T in a transaction block, E in a failed one. */
export interface ReadyForQuery {
  type: 'ReadyForQuery'
  status: 'I' | 'T' | 'E'
}

// ---- Within a session ----

/** One column of a RowDescription. */
export interface FieldDescription {
  name: string
  /** 0 if the column is not a table's. */
  tableOid: number
  /** The column's number in its table, 0 if it is not a table's; negative for system columns. */
  columnNumber: number
  typeOid: number
  /** pg_type.typlen: negative for types of variable length. */
  typeSize: number
  /** pg_attribute.atttypmod: -1 for none. */
  typeModifier: number
  /** 0 (text) while it is not known: after Describe of a statement. */
  format: Format
}

/** T: the columns of the rows that follow. */
export interface RowDescription {
  type: 'RowDescription'
  fields: FieldDescription[]
}

/** D: one row. */
export interface DataRow {
  type: 'DataRow'
  values: WireValue[]
}

/** C: a statement is done. `tag` is as psql prints it: SELECT 3, INSERT 0 1, BEGIN. */
export interface CommandComplete {
  type: 'CommandComplete'
  tag: string
}

/** I: the answer to an empty query string, in place of CommandComplete. */
export interface EmptyQueryResponse {
  type: 'EmptyQueryResponse'
}

/** E */
export interface ErrorResponse {
  type: 'ErrorResponse'
  fields: ErrorFields
}

/** N */
export interface NoticeResponse {
  type: 'NoticeResponse'
  fields: ErrorFields
}

/** A: NOTIFY of the session `processId` on a channel that this session listens to. */
export interface NotificationResponse {
  type: 'NotificationResponse'
  processId: number
  channel: string
  payload: string
}

/** 1 */
export interface ParseComplete {
  type: 'ParseComplete'
}

/** 2 */
export interface BindComplete {
  type: 'BindComplete'
}

/** 3 */
export interface CloseComplete {
  type: 'CloseComplete'
}

/** n: what was described returns no rows. */
export interface NoData {
  type: 'NoData'
}

/** t: the types of a statement's parameters. */
export interface ParameterDescription {
  type: 'ParameterDescription'
  parameterTypes: number[]
}

/** s: Execute's limit of rows was reached. */
export interface PortalSuspended {
  type: 'PortalSuspended'
}

/** What the three answers to COPY say: the format of the whole, and of each column (all 0 if the whole is text). */
interface CopyFormats {
  format: Format
  columnFormats: Format[]
}

/** G: COPY FROM STDIN waits for the frontend's data. */
export interface CopyInResponse extends CopyFormats {
  type: 'CopyInResponse'
}

/** H: COPY TO STDOUT is about to send data. */
export interface CopyOutResponse extends CopyFormats {
  type: 'CopyOutResponse'
}

/** W: both at once, used by streaming replication only. */
export interface CopyBothResponse extends CopyFormats {
  type: 'CopyBothResponse'
}

/** V: a function's result. */
export interface FunctionCallResponse {
  type: 'FunctionCallResponse'
  result: WireValue
}

/** Everything that a backend sends. */
export type BackendMessage =
  | EncryptionResponse
  | Authentication
  | BackendKeyData
  | NegotiateProtocolVersion
  | ParameterStatus
  | ReadyForQuery
  | RowDescription
  | DataRow
  | CommandComplete
  | EmptyQueryResponse
  | ErrorResponse
  | NoticeResponse
  | NotificationResponse
  | ParseComplete
  | BindComplete
  | CloseComplete
  | NoData
  | ParameterDescription
  | PortalSuspended
  | CopyInResponse
  | CopyOutResponse
  | CopyBothResponse
  | CopyData
  | CopyDone
  | FunctionCallResponse
