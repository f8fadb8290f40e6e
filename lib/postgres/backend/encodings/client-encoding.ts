/** How a backend's client writes and reads text: the setting client_encoding. PostgreSQL manual, "Character Set Support". */
import type { Memory } from '../memory.ts'
import { variableOfSetting } from '../setting.ts'

export type DecodeText = (bytes: Uint8Array) => string

/** Arguments that a function may be called with at once. */
const PIECE = 8192

/** What TextDecoder calls an encoding of PostgreSQL's. Those that it does not know are missing. */
const labels: Readonly<Record<string, string>> = {
  ...{ LATIN2: 'iso-8859-2', LATIN3: 'iso-8859-3', LATIN4: 'iso-8859-4', LATIN5: 'iso-8859-9' },
  ...{ LATIN6: 'iso-8859-10', LATIN7: 'iso-8859-13', LATIN8: 'iso-8859-14', LATIN9: 'iso-8859-15' },
  ...{ LATIN10: 'iso-8859-16', ISO_8859_5: 'iso-8859-5', ISO_8859_6: 'iso-8859-6' },
  ...{ ISO_8859_7: 'iso-8859-7', ISO_8859_8: 'iso-8859-8', KOI8R: 'koi8-r', KOI8U: 'koi8-u' },
  ...{ WIN866: 'ibm866', WIN874: 'windows-874', WIN1250: 'windows-1250', WIN1251: 'windows-1251' },
  ...{ WIN1252: 'windows-1252', WIN1253: 'windows-1253', WIN1254: 'windows-1254' },
  ...{ WIN1255: 'windows-1255', WIN1256: 'windows-1256', WIN1257: 'windows-1257' },
  ...{ WIN1258: 'windows-1258', EUC_JP: 'euc-jp', SJIS: 'shift_jis', EUC_KR: 'euc-kr', UHC: 'euc-kr' },
  ...{ EUC_CN: 'gbk', GBK: 'gbk', GB18030: 'gb18030', BIG5: 'big5' },
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** What is no UTF-8 reads as U+FFFD. */
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
    if (name === 'LATIN1') return decodeLatin1
    const label = labels[name]
    if (label === undefined) return decodeUtf8
    const decoder = new TextDecoder(label)
    return (bytes) => decoder.decode(bytes)
  }
}
