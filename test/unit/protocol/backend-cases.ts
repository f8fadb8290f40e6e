/** Each message of a backend with its bytes, as the manual's "Message Formats" lays it out. */
import type { BackendMessage, EncryptionResponse } from '../../../lib/postgres/protocol/messages.ts'
import { char, cstring, data, int8, int16, int32, message, raw } from './bytes.ts'

type Lettered = Exclude<BackendMessage, EncryptionResponse>

/** The key of the table is the manual's name: none can be forgotten. */
type Cases = { [T in Lettered['type']]: [Extract<Lettered, { type: T }>, Uint8Array][] }

export const backendCases: Cases = {
  AuthenticationOk: [[{ type: 'AuthenticationOk' }, message('R', int32(0))]],
  AuthenticationKerberosV5: [[{ type: 'AuthenticationKerberosV5' }, message('R', int32(2))]],
  AuthenticationCleartextPassword: [[{ type: 'AuthenticationCleartextPassword' }, message('R', int32(3))]],
  AuthenticationMD5Password: [
    [
      { type: 'AuthenticationMD5Password', salt: Uint8Array.of(1, 2, 254, 0) },
      message('R', int32(5), [1, 2, 254, 0]),
    ],
  ],
  AuthenticationGSS: [[{ type: 'AuthenticationGSS' }, message('R', int32(7))]],
  AuthenticationGSSContinue: [
    [{ type: 'AuthenticationGSSContinue', data: data('token') }, message('R', int32(8), raw('token'))],
    [{ type: 'AuthenticationGSSContinue', data: data('') }, message('R', int32(8))],
  ],
  AuthenticationSSPI: [[{ type: 'AuthenticationSSPI' }, message('R', int32(9))]],
  AuthenticationSASL: [
    [
      { type: 'AuthenticationSASL', mechanisms: ['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-256'] },
      message('R', int32(10), cstring('SCRAM-SHA-256-PLUS'), cstring('SCRAM-SHA-256'), int8(0)),
    ],
    [{ type: 'AuthenticationSASL', mechanisms: [] }, message('R', int32(10), int8(0))],
  ],
  AuthenticationSASLContinue: [
    [{ type: 'AuthenticationSASLContinue', data: data('r=1,s=2') }, message('R', int32(11), raw('r=1,s=2'))],
  ],
  AuthenticationSASLFinal: [
    [{ type: 'AuthenticationSASLFinal', data: data('v=x') }, message('R', int32(12), raw('v=x'))],
  ],
  BackendKeyData: [
    [
      { type: 'BackendKeyData', processId: 4711, secretKey: Uint8Array.of(9, 8, 7, 6) },
      message('K', int32(4711), [9, 8, 7, 6]),
    ],
    [
      { type: 'BackendKeyData', processId: 1, secretKey: new Uint8Array(256).fill(3) },
      message('K', int32(1), Array<number>(256).fill(3)),
    ],
  ],
  NegotiateProtocolVersion: [
    [
      { type: 'NegotiateProtocolVersion', majorVersion: 3, minorVersion: 2, unrecognizedOptions: [] },
      message('v', int32(196_610), int32(0)),
    ],
    [
      {
        type: 'NegotiateProtocolVersion',
        majorVersion: 0,
        minorVersion: 2,
        unrecognizedOptions: ['_pq_.a', '_pq_.b'],
      },
      message('v', int32(2), int32(2), cstring('_pq_.a'), cstring('_pq_.b')),
    ],
  ],
  ParameterStatus: [
    [
      { type: 'ParameterStatus', name: 'TimeZone', value: 'Europe/Zürich' },
      message('S', cstring('TimeZone'), cstring('Europe/Zürich')),
    ],
  ],
  ReadyForQuery: [
    [{ type: 'ReadyForQuery', status: 'I' }, message('Z', char('I'))],
    [{ type: 'ReadyForQuery', status: 'T' }, message('Z', char('T'))],
    [{ type: 'ReadyForQuery', status: 'E' }, message('Z', char('E'))],
  ],
  RowDescription: [
    [{ type: 'RowDescription', fields: [] }, message('T', int16(0))],
    [
      {
        type: 'RowDescription',
        fields: [
          {
            name: 'größe',
            tableOid: 4_000_000_000,
            columnNumber: -6,
            typeOid: 25,
            typeSize: -1,
            typeModifier: -1,
            format: 0,
          },
          {
            name: '?column?',
            tableOid: 0,
            columnNumber: 0,
            typeOid: 23,
            typeSize: 4,
            typeModifier: 262_148,
            format: 1,
          },
        ],
      },
      message(
        'T',
        int16(2),
        cstring('größe'),
        int32(4_000_000_000),
        int16(-6),
        int32(25),
        int16(-1),
        int32(-1),
        int16(0),
        cstring('?column?'),
        int32(0),
        int16(0),
        int32(23),
        int16(4),
        int32(262_148),
        int16(1),
      ),
    ],
  ],
  DataRow: [
    [{ type: 'DataRow', values: [] }, message('D', int16(0))],
    [
      { type: 'DataRow', values: [data('tea'), null, data('')] },
      message('D', int16(3), int32(3), raw('tea'), int32(-1), int32(0)),
    ],
  ],
  CommandComplete: [[{ type: 'CommandComplete', tag: 'INSERT 0 1' }, message('C', cstring('INSERT 0 1'))]],
  EmptyQueryResponse: [[{ type: 'EmptyQueryResponse' }, message('I')]],
  ErrorResponse: [
    [
      {
        type: 'ErrorResponse',
        fields: {
          severity: 'FEHLER',
          severityNonLocalized: 'ERROR',
          code: '23505',
          message: 'duplicate key',
          detail: 'Key (id)=(1) already exists.',
          hint: 'a hint',
          where: 'line 1\nline 2',
          schema: 'public',
          table: 'notes',
          column: 'id',
          dataType: 'int4',
          constraint: 'notes_pkey',
          position: 8,
          internalPosition: 12,
          internalQuery: 'SELECT 1',
          file: 'nbtinsert.c',
          line: '666',
          routine: '_bt_check_unique',
          unrecognized: { '\xff': 'a letter of the future' },
        },
      },
      message(
        'E',
        ...['SFEHLER', 'VERROR', 'C23505', 'Mduplicate key', 'DKey (id)=(1) already exists.', 'Ha hint'].map(
          cstring,
        ),
        ...['Wline 1\nline 2', 'spublic', 'tnotes', 'cid', 'dint4', 'nnotes_pkey', 'P8', 'p12'].map(cstring),
        ...['qSELECT 1', 'Fnbtinsert.c', 'L666', 'R_bt_check_unique'].map(cstring),
        int8(0xff),
        cstring('a letter of the future'),
        int8(0),
      ),
    ],
  ],
  NoticeResponse: [
    [
      {
        type: 'NoticeResponse',
        fields: { severity: 'NOTICE', severityNonLocalized: 'NOTICE', code: '00000', message: '' },
      },
      message('N', ...['SNOTICE', 'VNOTICE', 'C00000', 'M'].map(cstring), int8(0)),
    ],
  ],
  NotificationResponse: [
    [
      { type: 'NotificationResponse', processId: 17, channel: 'stock', payload: 'tea 🍵' },
      message('A', int32(17), cstring('stock'), cstring('tea 🍵')),
    ],
  ],
  ParseComplete: [[{ type: 'ParseComplete' }, message('1')]],
  BindComplete: [[{ type: 'BindComplete' }, message('2')]],
  CloseComplete: [[{ type: 'CloseComplete' }, message('3')]],
  NoData: [[{ type: 'NoData' }, message('n')]],
  ParameterDescription: [
    [
      { type: 'ParameterDescription', parameterTypes: [23, 4_294_967_295] },
      message('t', int16(2), int32(23), int32(-1)),
    ],
  ],
  PortalSuspended: [[{ type: 'PortalSuspended' }, message('s')]],
  CopyInResponse: [
    [
      { type: 'CopyInResponse', format: 0, columnFormats: [0, 0] },
      message('G', int8(0), int16(2), int16(0), int16(0)),
    ],
  ],
  CopyOutResponse: [
    [
      { type: 'CopyOutResponse', format: 1, columnFormats: [1, 0] },
      message('H', int8(1), int16(2), int16(1), int16(0)),
    ],
  ],
  CopyBothResponse: [
    [{ type: 'CopyBothResponse', format: 0, columnFormats: [] }, message('W', int8(0), int16(0))],
  ],
  CopyData: [[{ type: 'CopyData', data: data('1\ttea\n') }, message('d', raw('1\ttea\n'))]],
  CopyDone: [[{ type: 'CopyDone' }, message('c')]],
  FunctionCallResponse: [
    [{ type: 'FunctionCallResponse', result: data('42') }, message('V', int32(2), raw('42'))],
    [{ type: 'FunctionCallResponse', result: null }, message('V', int32(-1))],
  ],
}

export const allBackendCases: readonly (readonly [BackendMessage, Uint8Array])[] =
  Object.values(backendCases).flat()
