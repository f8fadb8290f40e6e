/** How each message of a frontend is laid out, start-up packets apart. PostgreSQL manual, "Message Formats". */
import { copyDone, flush, sync, terminate } from './constant-messages.ts'
import { copyData } from './copy-formats.ts'
import { largeLimit, type MessageFormat, type OfType, smallLimit, withoutFields } from './message-format.ts'
import type { SessionMessage, Target } from './messages.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

/** PG_MAX_AUTH_TOKEN_LENGTH of src/include/libpq/auth.h: the limit for all messages with the letter p. */
const authenticationLimit = 65_535

/** The letters are the keys' own; those with the letter p are told apart by what was asked for. */
export const frontendFormats: { [T in SessionMessage['type']]: MessageFormat<OfType<SessionMessage, T>> } = {
  PasswordMessage: {
    letter: 'p',
    limit: authenticationLimit,
    read: (reader) => ({ type: 'PasswordMessage', password: reader.string() }),
    write: (writer, { password }) => writer.string(password),
  },
  SASLInitialResponse: {
    letter: 'p',
    limit: authenticationLimit,
    read: (reader) => ({ type: 'SASLInitialResponse', mechanism: reader.string(), data: reader.value() }),
    write(writer, { mechanism, data }) {
      writer.string(mechanism)
      writer.value(data)
    },
  },
  SASLResponse: {
    letter: 'p',
    limit: authenticationLimit,
    read: (reader) => ({ type: 'SASLResponse', data: reader.rest() }),
    write: (writer, { data }) => writer.raw(data),
  },
  GSSResponse: {
    letter: 'p',
    limit: authenticationLimit,
    read: (reader) => ({ type: 'GSSResponse', data: reader.rest() }),
    write: (writer, { data }) => writer.raw(data),
  },
  Query: {
    letter: 'Q',
    limit: largeLimit,
    read: (reader) => ({ type: 'Query', query: reader.string() }),
    write: (writer, { query }) => writer.string(query),
  },
  Parse: {
    letter: 'P',
    limit: largeLimit,
    read: (reader) => ({
      type: 'Parse',
      name: reader.string(),
      query: reader.string(),
      parameterTypes: reader.list(reader.uint16(), () => reader.uint32()),
    }),
    write(writer, { name, query, parameterTypes }) {
      writer.string(name)
      writer.string(query)
      writer.list(parameterTypes, (oid) => writer.uint32(oid))
    },
  },
  Bind: {
    letter: 'B',
    limit: largeLimit,
    read: (reader) => ({
      type: 'Bind',
      portal: reader.string(),
      statement: reader.string(),
      parameterFormats: reader.formats(),
      parameters: reader.list(reader.uint16(), () => reader.value()),
      resultFormats: reader.formats(),
    }),
    write(writer, { portal, statement, parameterFormats, parameters, resultFormats }) {
      writer.string(portal)
      writer.string(statement)
      writer.formats(parameterFormats)
      writer.list(parameters, (value) => writer.value(value))
      writer.formats(resultFormats)
    },
  },
  Describe: {
    letter: 'D',
    limit: smallLimit,
    read: (reader) => ({ type: 'Describe', target: readTarget(reader), name: reader.string() }),
    write(writer, { target, name }) {
      writeTarget(writer, target)
      writer.string(name)
    },
  },
  Execute: {
    letter: 'E',
    limit: smallLimit,
    read: (reader) => ({ type: 'Execute', portal: reader.string(), maxRows: reader.int32() }),
    write(writer, { portal, maxRows }) {
      writer.string(portal)
      writer.int32(maxRows)
    },
  },
  Close: {
    letter: 'C',
    limit: smallLimit,
    read: (reader) => ({ type: 'Close', target: readTarget(reader), name: reader.string() }),
    write(writer, { target, name }) {
      writeTarget(writer, target)
      writer.string(name)
    },
  },
  Flush: withoutFields('H', flush),
  Sync: withoutFields('S', sync),
  CopyData: copyData,
  CopyDone: withoutFields('c', copyDone),
  CopyFail: {
    letter: 'f',
    limit: smallLimit,
    read: (reader) => ({ type: 'CopyFail', message: reader.string() }),
    write: (writer, { message }) => writer.string(message),
  },
  FunctionCall: {
    letter: 'F',
    limit: largeLimit,
    read: (reader) => ({
      type: 'FunctionCall',
      functionOid: reader.uint32(),
      argumentFormats: reader.formats(),
      arguments: reader.list(reader.uint16(), () => reader.value()),
      resultFormat: reader.format(),
    }),
    write(writer, message) {
      writer.uint32(message.functionOid)
      writer.formats(message.argumentFormats)
      writer.list(message.arguments, (value) => writer.value(value))
      writer.uint16(message.resultFormat)
    },
  },
  Terminate: withoutFields('X', terminate),
}

function readTarget(reader: Reader): Target {
  const byte = reader.byte()
  switch (String.fromCharCode(byte)) {
    case 'S':
      return 'statement'
    case 'P':
      return 'portal'
    default:
      return reader.fail(`unrecognized target ${byte}, expected S or P`)
  }
}

function writeTarget(writer: Writer, target: Target): void {
  writer.letter(target === 'statement' ? 'S' : 'P')
}
