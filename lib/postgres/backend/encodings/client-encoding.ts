/** How a backend's client writes and reads text: the setting client_encoding. PostgreSQL manual, "Character Set Support". */
import type { Memory } from './memory.ts'
import { variableOfSetting } from './setting.ts'

export type DecodeText = (bytes: Uint8Array) => string

/** Arguments that a function may be called with at once. */
const PIECE = 8192
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

export const decodeUtf8: DecodeText = (bytes) => utf8.decode(bytes)

/** Each byte is the number of its character. TextDecoder takes this name for Windows' code page. */
export const decodeLatin1: DecodeText = (bytes) => {
  let text = ''
  for (let at = 0; at < bytes.length; at += PIECE)
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE))
  return text
}

export class ClientEncoding {
  /** Address of the pointer to its name. */
  private readonly variable: number

  constructor(private readonly memory: Memory) {
    this.variable = variableOfSetting(memory, 'client_encoding')
  }

  /** As it is set now. SQL_ASCII stands for the bytes of the database, which most often are UTF8. */
  get decode(): DecodeText {
    const { memory } = this
    const name = memory.text(memory.words[this.variable >> 2] ?? 0)
    return name === 'LATIN1' ? decodeLatin1 : decodeUtf8
  }
}
