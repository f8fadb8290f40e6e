/** How each message of a backend is laid out. PostgreSQL manual, "Message Formats". */
import { authenticationFormat, authenticationFormats } from './authentication-format.ts'
import {
  bindComplete,
  closeComplete,
  copyDone,
  emptyQueryResponse,
  noData,
  parseComplete,
  portalSuspended,
} from './constant-messages.ts'
import { copyData, copyResponse } from './copy-formats.ts'
import { readErrorFields, writeErrorFields } from './error-fields-format.ts'
import {
  largeLimit,
  type MessageFormat,
  type OfType,
  type Readable,
  type Writable,
  withoutFields,
} from './message-format.ts'
import type {
  Authentication,
  BackendMessage,
  EncryptionResponse,
  FieldDescription,
  ReadyForQuery,
} from './messages.ts'
import type { Reader } from './reader.ts'
import { readSecretKey, writeSecretKey } from './secret-key.ts'
import type { Writer } from './writer.ts'

/** The messages that have a letter of their own. */
type Lettered = Exclude<BackendMessage, EncryptionResponse | Authentication>

const own: { [T in Lettered['type']]: MessageFormat<OfType<Lettered, T>> } = {
  BackendKeyData: {
    letter: 'K',
    limit: largeLimit,
    read: (reader) => ({
      type: 'BackendKeyData',
      processId: reader.int32(),
      secretKey: readSecretKey(reader),
    }),
    write(writer, { processId, secretKey }) {
      writer.int32(processId)
      writeSecretKey(writer, secretKey)
    },
  },
  NegotiateProtocolVersion: {
    letter: 'v',
    limit: largeLimit,
    read: (reader) => ({
      type: 'NegotiateProtocolVersion',
      majorVersion: reader.uint16(),
      minorVersion: reader.uint16(),
      unrecognizedOptions: reader.list(reader.uint32(), () => reader.string()),
    }),
    write(writer, { majorVersion, minorVersion, unrecognizedOptions }) {
      writer.uint16(majorVersion)
      writer.uint16(minorVersion)
      writer.uint32(unrecognizedOptions.length)
      for (const name of unrecognizedOptions) writer.string(name)
    },
  },
  ParameterStatus: {
    letter: 'S',
    limit: largeLimit,
    read: (reader) => ({ type: 'ParameterStatus', name: reader.string(), value: reader.string() }),
    write(writer, { name, value }) {
      writer.string(name)
      writer.string(value)
    },
  },
  ReadyForQuery: {
    letter: 'Z',
    limit: largeLimit,
    read: (reader) => ({ type: 'ReadyForQuery', status: readStatus(reader) }),
    write: (writer, { status }) => writer.letter(status),
  },
  RowDescription: {
    letter: 'T',
    limit: largeLimit,
    read: (reader) => ({
      type: 'RowDescription',
      fields: reader.list(reader.uint16(), () => readField(reader)),
    }),
    write: (writer, { fields }) => writer.list(fields, (field) => writeField(writer, field)),
  },
  DataRow: {
    letter: 'D',
    limit: largeLimit,
    read: (reader) => ({ type: 'DataRow', values: reader.list(reader.uint16(), () => reader.value()) }),
    write: (writer, { values }) => writer.list(values, (value) => writer.value(value)),
  },
  CommandComplete: {
    letter: 'C',
    limit: largeLimit,
    read: (reader) => ({ type: 'CommandComplete', tag: reader.string() }),
    write: (writer, { tag }) => writer.string(tag),
  },
  EmptyQueryResponse: withoutFields('I', emptyQueryResponse),
  ErrorResponse: {
    letter: 'E',
    limit: largeLimit,
    read: (reader) => ({ type: 'ErrorResponse', fields: readErrorFields(reader) }),
    write: (writer, { fields }) => writeErrorFields(writer, fields),
  },
  NoticeResponse: {
    letter: 'N',
    limit: largeLimit,
    read: (reader) => ({ type: 'NoticeResponse', fields: readErrorFields(reader) }),
    write: (writer, { fields }) => writeErrorFields(writer, fields),
  },
  NotificationResponse: {
    letter: 'A',
    limit: largeLimit,
    read: (reader) => ({
      type: 'NotificationResponse',
      processId: reader.int32(),
      channel: reader.string(),
      payload: reader.string(),
    }),
    write(writer, { processId, channel, payload }) {
      writer.int32(processId)
      writer.string(channel)
      writer.string(payload)
    },
  },
  ParseComplete: withoutFields('1', parseComplete),
  BindComplete: withoutFields('2', bindComplete),
  CloseComplete: withoutFields('3', closeComplete),
  NoData: withoutFields('n', noData),
  ParameterDescription: {
    letter: 't',
    limit: largeLimit,
    read: (reader) => ({
      type: 'ParameterDescription',
      parameterTypes: reader.list(reader.uint16(), () => reader.uint32()),
    }),
    write: (writer, { parameterTypes }) => writer.list(parameterTypes, (oid) => writer.uint32(oid)),
  },
  PortalSuspended: withoutFields('s', portalSuspended),
  CopyInResponse: copyResponse('G', 'CopyInResponse'),
  CopyOutResponse: copyResponse('H', 'CopyOutResponse'),
  CopyBothResponse: copyResponse('W', 'CopyBothResponse'),
  CopyData: copyData,
  CopyDone: withoutFields('c', copyDone),
  FunctionCallResponse: {
    letter: 'V',
    limit: largeLimit,
    read: (reader) => ({ type: 'FunctionCallResponse', result: reader.value() }),
    write: (writer, { result }) => writer.value(result),
  },
}

type WithLetter = Exclude<BackendMessage, EncryptionResponse>

/** How each kind of message is written. */
export const backendFormats: { [T in WithLetter['type']]: Writable<OfType<WithLetter, T>> } = {
  ...own,
  ...authenticationFormats,
}

/** How the messages of each letter are read. */
export const readableBackendFormats: readonly Readable<BackendMessage>[] = [
  ...Object.values(own),
  authenticationFormat,
]

function readStatus(reader: Reader): ReadyForQuery['status'] {
  const status = String.fromCharCode(reader.byte())
  if (status === 'I' || status === 'T' || status === 'E') return status
  return reader.fail(`unrecognized transaction status "${status}", expected I, T or E`)
}

function readField(reader: Reader): FieldDescription {
  return {
    name: reader.string(),
    tableOid: reader.uint32(),
    columnNumber: reader.int16(),
    typeOid: reader.uint32(),
    typeSize: reader.int16(),
    typeModifier: reader.int32(),
    format: reader.format(),
  }
}

function writeField(writer: Writer, field: FieldDescription): void {
  writer.string(field.name)
  writer.uint32(field.tableOid)
  writer.int16(field.columnNumber)
  writer.uint32(field.typeOid)
  writer.int16(field.typeSize)
  writer.int32(field.typeModifier)
  writer.uint16(field.format)
}
