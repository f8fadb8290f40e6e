/**
 * Statements as a client sends them, read along: what is answered by one ReadyForQuery. PostgreSQL reads ahead of what it
 * answers, so they wait here in order.
 * Source: PostgreSQL manual, "Message Flow".
 */
import { type DecodeText, decodeLatin1, decodeUtf8 } from './encodings/client-encoding.ts'
import { MessageReader } from './message-reader.ts'

/** A letter, and a length. */
const HEADER_BYTES = 5
const letter = {
  query: 0x51,
  parse: 0x50,
  bind: 0x42,
  sync: 0x53,
  functionCall: 0x46,
  copyDone: 0x63,
  copyFail: 0x66,
} as const
const WANTED = new Set<number>(Object.values(letter))
const NOTHING = new Uint8Array(0)

/** Pieces that may wait: of COPY data nothing is kept. */
const MANY = 16

interface Message {
  letter: number
  /** What is needed of it: of a Bind its statement's name, of others that bring SQL all but the header. */
  body: Uint8Array
}

export class ClientStatements {
  private readonly reader = new MessageReader(WANTED, (type, message) =>
    this.add(type, message.subarray(HEADER_BYTES)),
  )
  private messages: Message[] = []
  /** Bytes that nobody has looked into yet: the statement that they bring is not to wait for that. */
  private unread: Uint8Array[] = []
  /** SQL of prepared statements, by their names. */
  private readonly prepared = new Map<string, string>()
  /** As the client writes the statement that is next to be answered. */
  decode: DecodeText = decodeUtf8

  /** Whether a message of a statement has come that is not answered yet. */
  get isOpen(): boolean {
    this.catchUp()
    return this.messages.length > 0
  }

  /** What has come of the statement that is next to be answered. */
  get text(): string {
    this.catchUp()
    return this.textOf(this.messages.slice(0, this.endOfFirst(0) + 1))
  }

  /** Bytes as PostgreSQL reads them; the start-up packet is none of them. */
  read(bytes: Uint8Array): void {
    this.unread.push(bytes.slice())
    if (this.unread.length > MANY) this.catchUp()
  }

  /** The first statement has been answered: takes it away and gives its text. `copies`: how often it read from the client. */
  answered(copies: number): string {
    this.catchUp()
    return this.textOf(this.messages.splice(0, this.endOfFirst(copies) + 1))
  }

  private catchUp(): void {
    if (this.unread.length === 0) return
    for (const bytes of this.unread.splice(0)) this.reader.pass(bytes)
  }

  private add(type: number, body: Uint8Array): void {
    // What is left of a COPY that has failed belongs to nothing.
    const isCopyEnd = type === letter.copyDone || type === letter.copyFail
    if (isCopyEnd && this.messages.length === 0) return
    this.messages.push({ letter: type, body: neededOf(type, body) })
  }

  /** SQL in the order in which it came; what is bound that was just parsed is named once. */
  private textOf(messages: readonly Message[]): string {
    const texts: string[] = []
    let parsed = ''
    for (const { letter: type, body } of messages) {
      const text = this.sqlOf(type, body)
      if (text !== '' && !(type === letter.bind && parsed === text)) texts.push(text)
      parsed = text
    }
    return texts.join(';\n')
  }

  /** SQL that a message brings or refers to; empty if none. */
  private sqlOf(type: number, body: Uint8Array): string {
    if (type === letter.query) return this.decode(string(body, 0))
    if (type === letter.bind) return this.prepared.get(decodeLatin1(body)) ?? ''
    if (type !== letter.parse) return ''
    const name = string(body, 0)
    const sql = this.decode(string(body, name.length + 1))
    this.prepared.set(decodeLatin1(name), sql)
    return sql
  }

  /** Index of the message with which the first statement ends. A Sync within COPY FROM STDIN is passed over, as PostgreSQL does. */
  private endOfFirst(copies: number): number {
    let left = copies
    for (const [index, { letter: type }] of this.messages.entries()) {
      if (type === letter.copyDone || type === letter.copyFail) left--
      const isEnd = type === letter.query || type === letter.sync || type === letter.functionCall
      if (isEnd && (left <= 0 || type === letter.query)) return this.endOfCopies(index, left)
    }
    return this.messages.length - 1
  }

  /** A Query's COPY data comes behind it. */
  private endOfCopies(index: number, copies: number): number {
    let end = index
    for (let left = copies; left > 0; left--) {
      const next = this.messages
        .slice(end + 1)
        .findIndex(({ letter: type }) => type === letter.copyDone || type === letter.copyFail)
      if (next < 0) return end
      end += next + 1
    }
    return end
  }
}

function neededOf(type: number, body: Uint8Array): Uint8Array {
  // Values may be large: they are not to be kept for a name.
  if (type === letter.bind) return string(body, string(body, 0).length + 1).slice()
  return type === letter.query || type === letter.parse ? body : NOTHING
}

/** A string that ends with a zero byte, without it. */
function string(bytes: Uint8Array, from: number): Uint8Array {
  const zero = bytes.indexOf(0, from)
  return bytes.subarray(from, zero < 0 ? bytes.length : zero)
}
