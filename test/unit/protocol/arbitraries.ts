/** Arbitrary messages of every type, for fast-check. */
import fc from 'fast-check'
import type { ErrorFields } from '../../../lib/postgres/protocol/error-fields.ts'
import type {
  AuthenticationAnswer,
  BackendMessage,
  FieldDescription,
  FrontendMessage,
  SessionMessage,
  StartupPacket,
} from '../../../lib/postgres/protocol/messages.ts'

/** One arbitrary for each type of a union; the key of the table is the manual's name: none can be forgotten. */
type Arbitraries<M extends { type: string }> = { [T in M['type']]: fc.Arbitrary<Extract<M, { type: T }>> }

const text = fc.string({ unit: 'binary', maxLength: 40 }).map((value) => value.replaceAll('\0', ''))
const name = text.filter((value) => value !== '')
const bytes = fc.uint8Array({ maxLength: 80 })
const value = fc.option(bytes)
const values = fc.array(value)
const uint16 = fc.nat(0xffff)
const int16 = fc.integer({ min: -0x8000, max: 0x7fff })
const int32 = fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff })
const uint32 = fc.nat(0xffff_ffff)
const format = fc.constantFrom<[0, 1]>(0, 1)
const formats = fc.array(format)
const secretKey = fc.uint8Array({ minLength: 4, maxLength: 256 })
const target = fc.constantFrom<['statement', 'portal']>('statement', 'portal')
const copyFormats = { format, columnFormats: formats }

function of<T extends string, F extends object>(
  type: T,
  fields: { [K in keyof F]: fc.Arbitrary<F[K]> },
): fc.Arbitrary<{ type: T } & F> {
  return fc.record<F>(fields, { noNullPrototype: true }).map((record) => ({ type, ...record }))
}

function empty<T extends string>(type: T): fc.Arbitrary<{ type: T }> {
  return fc.constant({ type })
}

const fieldDescription: fc.Arbitrary<FieldDescription> = fc.record({
  name: text,
  tableOid: uint32,
  columnNumber: int16,
  typeOid: uint32,
  typeSize: int16,
  typeModifier: int32,
  format,
})

const position = fc.integer({ min: 1, max: 0x7fff_ffff })

// Letters that no version of the manual names.
const futureLetter = fc.integer({ min: 0xa0, max: 0xff }).map((code) => String.fromCharCode(code))

const errorFields: fc.Arbitrary<ErrorFields> = fc.record(
  {
    severity: text,
    severityNonLocalized: text,
    code: text,
    message: text,
    detail: text,
    hint: text,
    position,
    internalPosition: position,
    internalQuery: text,
    where: text,
    schema: text,
    table: text,
    column: text,
    dataType: text,
    constraint: text,
    file: text,
    line: text,
    routine: text,
    unrecognized: fc.dictionary(futureLetter, text, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
  },
  { requiredKeys: ['severity', 'code', 'message'], noNullPrototype: true },
)

export const startUpArbitraries: Arbitraries<StartupPacket> = {
  StartupMessage: of('StartupMessage', {
    majorVersion: fc.constant(3),
    minorVersion: uint16,
    parameters: fc.dictionary(fc.oneof(name, fc.constant('__proto__')), text, { noNullPrototype: true }),
  }),
  SSLRequest: empty('SSLRequest'),
  GSSENCRequest: empty('GSSENCRequest'),
  CancelRequest: of('CancelRequest', { processId: int32, secretKey }),
}

export const answerArbitraries: Arbitraries<AuthenticationAnswer> = {
  PasswordMessage: of('PasswordMessage', { password: text }),
  SASLInitialResponse: of('SASLInitialResponse', { mechanism: text, data: value }),
  SASLResponse: of('SASLResponse', { data: bytes }),
  GSSResponse: of('GSSResponse', { data: bytes }),
}

export const sessionArbitraries: Arbitraries<Exclude<SessionMessage, AuthenticationAnswer>> = {
  Query: of('Query', { query: text }),
  Parse: of('Parse', { name: text, query: text, parameterTypes: fc.array(uint32) }),
  Bind: of('Bind', {
    portal: text,
    statement: text,
    parameterFormats: formats,
    parameters: values,
    resultFormats: formats,
  }),
  Describe: of('Describe', { target, name: text }),
  Execute: of('Execute', { portal: text, maxRows: int32 }),
  Close: of('Close', { target, name: text }),
  Flush: empty('Flush'),
  Sync: empty('Sync'),
  CopyData: of('CopyData', { data: bytes }),
  CopyDone: empty('CopyDone'),
  CopyFail: of('CopyFail', { message: text }),
  FunctionCall: of('FunctionCall', {
    functionOid: uint32,
    argumentFormats: formats,
    arguments: values,
    resultFormat: format,
  }),
  Terminate: empty('Terminate'),
}

export const backendArbitraries: Arbitraries<BackendMessage> = {
  EncryptionResponse: of('EncryptionResponse', { answer: fc.constantFrom<['S', 'G', 'N']>('S', 'G', 'N') }),
  AuthenticationOk: empty('AuthenticationOk'),
  AuthenticationKerberosV5: empty('AuthenticationKerberosV5'),
  AuthenticationCleartextPassword: empty('AuthenticationCleartextPassword'),
  AuthenticationMD5Password: of('AuthenticationMD5Password', {
    salt: fc.uint8Array({ minLength: 4, maxLength: 4 }),
  }),
  AuthenticationGSS: empty('AuthenticationGSS'),
  AuthenticationGSSContinue: of('AuthenticationGSSContinue', { data: bytes }),
  AuthenticationSSPI: empty('AuthenticationSSPI'),
  AuthenticationSASL: of('AuthenticationSASL', { mechanisms: fc.array(name) }),
  AuthenticationSASLContinue: of('AuthenticationSASLContinue', { data: bytes }),
  AuthenticationSASLFinal: of('AuthenticationSASLFinal', { data: bytes }),
  BackendKeyData: of('BackendKeyData', { processId: int32, secretKey }),
  NegotiateProtocolVersion: of('NegotiateProtocolVersion', {
    majorVersion: uint16,
    minorVersion: uint16,
    unrecognizedOptions: fc.array(text),
  }),
  ParameterStatus: of('ParameterStatus', { name: text, value: text }),
  ReadyForQuery: of('ReadyForQuery', { status: fc.constantFrom<['I', 'T', 'E']>('I', 'T', 'E') }),
  RowDescription: of('RowDescription', { fields: fc.array(fieldDescription) }),
  DataRow: of('DataRow', { values }),
  CommandComplete: of('CommandComplete', { tag: text }),
  EmptyQueryResponse: empty('EmptyQueryResponse'),
  ErrorResponse: of('ErrorResponse', { fields: errorFields }),
  NoticeResponse: of('NoticeResponse', { fields: errorFields }),
  NotificationResponse: of('NotificationResponse', { processId: int32, channel: text, payload: text }),
  ParseComplete: empty('ParseComplete'),
  BindComplete: empty('BindComplete'),
  CloseComplete: empty('CloseComplete'),
  NoData: empty('NoData'),
  ParameterDescription: of('ParameterDescription', { parameterTypes: fc.array(uint32) }),
  PortalSuspended: empty('PortalSuspended'),
  CopyInResponse: of('CopyInResponse', copyFormats),
  CopyOutResponse: of('CopyOutResponse', copyFormats),
  CopyBothResponse: of('CopyBothResponse', copyFormats),
  CopyData: of('CopyData', { data: bytes }),
  CopyDone: empty('CopyDone'),
  FunctionCallResponse: of('FunctionCallResponse', { result: value }),
}

const { EncryptionResponse, ...lettered } = backendArbitraries

/** Any messages that a backend may send in a row. */
export const backendMessages: fc.Arbitrary<BackendMessage[]> = fc.array(
  fc.oneof<fc.Arbitrary<BackendMessage>[]>(...Object.values(lettered)),
)

const { Terminate, ...unending } = sessionArbitraries

/** A client's whole stream: requests for encryption, a StartupMessage, a session, perhaps Terminate. */
export const frontendStream: fc.Arbitrary<FrontendMessage[]> = fc
  .tuple(
    fc.array(fc.oneof(startUpArbitraries.SSLRequest, startUpArbitraries.GSSENCRequest), { maxLength: 2 }),
    startUpArbitraries.StartupMessage,
    fc.array(fc.oneof<fc.Arbitrary<FrontendMessage>[]>(...Object.values(unending))),
    fc.array(Terminate, { maxLength: 1 }),
  )
  .map(([requests, startUp, session, end]) => [...requests, startUp, ...session, ...end])
