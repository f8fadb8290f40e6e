/** Each message of a frontend with its bytes, as the manual's "Message Formats" lays it out. */
import type {
  AuthenticationAnswer,
  FrontendMessage,
  SessionMessage,
  StartupPacket,
} from '../../../lib/postgres/protocol/messages.ts'
import { char, cstring, data, int8, int16, int32, message, packet, raw } from './bytes.ts'

/** The key of each table is the manual's name: none can be forgotten. */
type Cases<M extends FrontendMessage> = { [T in M['type']]: [Extract<M, { type: T }>, Uint8Array][] }

export const startUpCases: Cases<StartupPacket> = {
  SSLRequest: [[{ type: 'SSLRequest' }, packet(int16(1234), int16(5679))]],
  GSSENCRequest: [[{ type: 'GSSENCRequest' }, packet(int16(1234), int16(5680))]],
  StartupMessage: [
    [
      {
        type: 'StartupMessage',
        majorVersion: 3,
        minorVersion: 0,
        parameters: { user: 'alice', database: 'shop', options: '' },
      },
      packet(int32(196_608), ...['user', 'alice', 'database', 'shop', 'options', ''].map(cstring), int8(0)),
    ],
    [
      { type: 'StartupMessage', majorVersion: 3, minorVersion: 2, parameters: {} },
      packet(int32(196_610), int8(0)),
    ],
  ],
  CancelRequest: [
    [
      { type: 'CancelRequest', processId: 4711, secretKey: Uint8Array.of(9, 8, 7, 6) },
      packet(int32(80_877_102), int32(4711), [9, 8, 7, 6]),
    ],
    [
      { type: 'CancelRequest', processId: 1, secretKey: new Uint8Array(256).fill(3) },
      packet(int32(80_877_102), int32(1), Array<number>(256).fill(3)),
    ],
  ],
}

export const answerCases: Cases<AuthenticationAnswer> = {
  PasswordMessage: [[{ type: 'PasswordMessage', password: 'sesam' }, message('p', cstring('sesam'))]],
  SASLInitialResponse: [
    [
      { type: 'SASLInitialResponse', mechanism: 'SCRAM-SHA-256', data: data('n,,n=,r=x') },
      message('p', cstring('SCRAM-SHA-256'), int32(9), raw('n,,n=,r=x')),
    ],
    [
      { type: 'SASLInitialResponse', mechanism: 'EXTERNAL', data: null },
      message('p', cstring('EXTERNAL'), int32(-1)),
    ],
  ],
  SASLResponse: [[{ type: 'SASLResponse', data: data('c=biws') }, message('p', raw('c=biws'))]],
  GSSResponse: [[{ type: 'GSSResponse', data: Uint8Array.of(0, 255) }, message('p', [0, 255])]],
}

export const sessionCases: Cases<Exclude<SessionMessage, AuthenticationAnswer>> = {
  Query: [
    [{ type: 'Query', query: 'SELECT 1;' }, message('Q', cstring('SELECT 1;'))],
    [{ type: 'Query', query: '\uFEFF' }, message('Q', [0xef, 0xbb, 0xbf, 0])],
  ],
  Parse: [
    [
      { type: 'Parse', name: 's1', query: 'SELECT $1, $2', parameterTypes: [23, 0] },
      message('P', cstring('s1'), cstring('SELECT $1, $2'), int16(2), int32(23), int32(0)),
    ],
  ],
  Bind: [
    [
      {
        type: 'Bind',
        portal: 'p1',
        statement: 's1',
        parameterFormats: [1, 0],
        parameters: [Uint8Array.of(0, 0, 0, 1), null],
        resultFormats: [1],
      },
      message(
        'B',
        cstring('p1'),
        cstring('s1'),
        int16(2),
        int16(1),
        int16(0),
        int16(2),
        int32(4),
        int32(1),
        int32(-1),
        int16(1),
        int16(1),
      ),
    ],
    [
      {
        type: 'Bind',
        portal: '',
        statement: '',
        parameterFormats: [],
        parameters: [],
        resultFormats: [],
      },
      message('B', cstring(''), cstring(''), int16(0), int16(0), int16(0)),
    ],
  ],
  Describe: [
    [{ type: 'Describe', target: 'statement', name: 's1' }, message('D', char('S'), cstring('s1'))],
    [{ type: 'Describe', target: 'portal', name: '' }, message('D', char('P'), cstring(''))],
  ],
  Execute: [[{ type: 'Execute', portal: 'p1', maxRows: 100 }, message('E', cstring('p1'), int32(100))]],
  Close: [
    [{ type: 'Close', target: 'statement', name: 's1' }, message('C', char('S'), cstring('s1'))],
    [{ type: 'Close', target: 'portal', name: 'p1' }, message('C', char('P'), cstring('p1'))],
  ],
  Flush: [[{ type: 'Flush' }, message('H')]],
  Sync: [[{ type: 'Sync' }, message('S')]],
  CopyData: [[{ type: 'CopyData', data: data('1\tte') }, message('d', raw('1\tte'))]],
  CopyDone: [[{ type: 'CopyDone' }, message('c')]],
  CopyFail: [[{ type: 'CopyFail', message: 'no more' }, message('f', cstring('no more'))]],
  FunctionCall: [
    [
      {
        type: 'FunctionCall',
        functionOid: 1598,
        argumentFormats: [1],
        arguments: [data('x'), null],
        resultFormat: 1,
      },
      message('F', int32(1598), int16(1), int16(1), int16(2), int32(1), raw('x'), int32(-1), int16(1)),
    ],
  ],
  Terminate: [[{ type: 'Terminate' }, message('X')]],
}

const { CancelRequest, ...beforeSession } = startUpCases

/** One stream with every message, in an order that a client may send: start-up, session, Terminate last. */
export const sessionStream: readonly (readonly [FrontendMessage, Uint8Array])[] = [
  ...Object.values(beforeSession).flat().slice(0, -1),
  ...Object.values(sessionCases).flat(),
]

export const cancelStreams: readonly (readonly [FrontendMessage, Uint8Array])[] = CancelRequest
