/** All messages with the letter R: an Int32 tells the ten kinds apart. */
import {
  authenticationCleartextPassword,
  authenticationGSS,
  authenticationKerberosV5,
  authenticationOk,
  authenticationSSPI,
} from './constant-messages.ts'
import { largeLimit, type OfType, type Readable, type Writable } from './message-format.ts'
import type { Authentication } from './messages.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

interface Kind<M> extends Writable<M> {
  readonly code: number
  /** Reads what follows the code. */
  readRest(reader: Reader): M
}

const saltLength = 4

/** How each kind is written, its code included. */
export const authenticationFormats: { [T in Authentication['type']]: Kind<OfType<Authentication, T>> } = {
  AuthenticationOk: constant(0, authenticationOk),
  AuthenticationKerberosV5: constant(2, authenticationKerberosV5),
  AuthenticationCleartextPassword: constant(3, authenticationCleartextPassword),
  AuthenticationMD5Password: kind(
    5,
    (reader) => ({ type: 'AuthenticationMD5Password', salt: reader.bytes(saltLength) }),
    (writer, { salt }) => {
      if (salt.length !== saltLength) writer.fail(`salt of ${salt.length} bytes, expected ${saltLength}`)
      writer.raw(salt)
    },
  ),
  AuthenticationGSS: constant(7, authenticationGSS),
  AuthenticationGSSContinue: withData(8, (data) => ({ type: 'AuthenticationGSSContinue', data })),
  AuthenticationSSPI: constant(9, authenticationSSPI),
  AuthenticationSASL: kind(
    10,
    (reader) => {
      const mechanisms: string[] = []
      for (let name = reader.string(); name !== ''; name = reader.string()) mechanisms.push(name)
      return { type: 'AuthenticationSASL', mechanisms }
    },
    (writer, { mechanisms }) => {
      for (const name of mechanisms) {
        if (name === '') writer.fail('SASL mechanism without a name')
        writer.string(name)
      }
      writer.string('')
    },
  ),
  AuthenticationSASLContinue: withData(11, (data) => ({ type: 'AuthenticationSASLContinue', data })),
  AuthenticationSASLFinal: withData(12, (data) => ({ type: 'AuthenticationSASLFinal', data })),
}

const kindOfCode: ReadonlyMap<number, Kind<Authentication>> = new Map(
  Object.values(authenticationFormats).map((format) => [format.code, format]),
)

/** How all of them are read. */
export const authenticationFormat: Readable<Authentication> = {
  letter: 'R',
  limit: largeLimit,
  read(reader) {
    const code = reader.int32()
    const format = kindOfCode.get(code)
    return format === undefined
      ? reader.fail(`unrecognized authentication request ${code}`)
      : format.readRest(reader)
  },
}

function kind<M>(
  code: number,
  readRest: (reader: Reader) => M,
  writeRest: (writer: Writer, message: M) => void,
): Kind<M> {
  return {
    letter: 'R',
    limit: largeLimit,
    code,
    readRest,
    write(writer, message) {
      writer.int32(code)
      writeRest(writer, message)
    },
  }
}

function constant<M>(code: number, message: M): Kind<M> {
  return kind(
    code,
    () => message,
    () => {},
  )
}

function withData<M extends { data: Uint8Array }>(code: number, make: (data: Uint8Array) => M): Kind<M> {
  return kind(
    code,
    (reader) => make(reader.rest()),
    (writer, { data }) => writer.raw(data),
  )
}
