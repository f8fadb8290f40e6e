/**
 * What a session's backend tells of itself while it serves: which WAL is whose, when a statement begins to last and how it
 * has ended. It reads along at the client's socket; it asks PostgreSQL nothing and changes nothing.
 */
import type { Observation } from '../client/journal.ts'
import type { TransactionStatus } from '../client/outcome.ts'
import { BackendDecoder } from '../protocol/decoder.ts'
import { type ErrorFields, isFatal } from '../protocol/error-fields.ts'
import type { BytePositions } from '../wal/byte-positions.ts'
import { ClientStatements } from './client-statements.ts'
import { type Control, JOURNAL_BIT } from './control.ts'
import { type ClientEncoding, type DecodeText, decodeUtf8 } from './encodings/client-encoding.ts'
import type { FactRing } from './fact-ring.ts'
import { MessageReader } from './message-reader.ts'
import type { BackendReport } from './messages.ts'
import type { TransactionStates } from './transaction-state.ts'
import type { WalMarks } from './wal-marks.ts'
import type { WalPosition } from './wal-position.ts'

const KEEPER_SLOT = 0
/** A letter, and a length. */
const HEADER_BYTES = 5
const letter = {
  commandComplete: 0x43,
  errorResponse: 0x45,
  copyInResponse: 0x47,
  parameterStatus: 0x53,
  readyForQuery: 0x5a,
} as const
const READ = new Set<number>(Object.values(letter))
/** SQLSTATE of a session that was ended from outside: admin_shutdown. */
const ENDED_FROM_OUTSIDE = '57P01'
const encoder = new TextEncoder()

/** What is answered so far of the statement that runs. */
interface Answer {
  tags: string[]
  error: ErrorFields | null
  /** How often data was asked for by COPY FROM STDIN. */
  copies: number
}

export interface StatementNotesOptions {
  /** 0 for the keeper, whose WAL is PostgreSQL's own. */
  pid: number
  marks: WalMarks
  position: WalPosition
  positions: BytePositions
  control: Control
  facts: FactRing
  post: (report: BackendReport) => void
}

export class StatementNotes {
  private ordinal = 0
  private readonly statements = new ClientStatements()
  private readonly decoder = new BackendDecoder({ anyEncoding: true })
  private readonly answers = new MessageReader(READ, (type, message) => this.hear(type, message))
  private answer: Answer = emptyAnswer()
  /** Byte position at which the statement's first bytes came; null between two statements. */
  private from: number | null = null
  private isStartTold = false
  /** Null until the client is let in. */
  private states: TransactionStates | null = null
  private encoding: ClientEncoding | null = null
  /** A parameter was told: perhaps the encoding, which is then that of the next statement. */
  private mayHaveNewEncoding = true
  private isEndedFromOutside = false
  /** Marks have been made for which the keeper was not woken. */
  private isKeeperBehind = false

  constructor(private readonly options: StatementNotesOptions) {}

  /** The log-in is done. */
  opened(
    states: TransactionStates,
    encoding: ClientEncoding,
    session: { role: string; database: string; databaseOid: number },
  ): void {
    this.states = states
    this.encoding = encoding
    this.tell({ type: 'session-opened', pid: this.options.pid, ...session, lsn: this.lsn() })
  }

  /** The session is over, and its transaction with it. */
  ended(): void {
    if (!this.states) return
    const { error } = this.answer
    if (error && isFatal(error) && this.statements.isOpen) this.end('I')
    this.note()
    this.wakeKeeper()
    const reason = this.isEndedFromOutside ? 'terminated' : 'closed'
    this.tell({ type: 'session-ended', pid: this.options.pid, reason, lsn: this.lsn() })
  }

  /** PostgreSQL has read these bytes of its client's. */
  read(bytes: Uint8Array): void {
    if (!this.states) return
    this.from ??= this.options.position.value
    this.statements.read(bytes)
  }

  /**
   * PostgreSQL has sent these bytes to its client. `tellHost` tells the host of them, which looks for facts soon after: so
   * the client need not wait for what is noted, and the host needs no second message.
   */
  wrote(bytes: Uint8Array, tellHost: () => void): void {
    const { facts } = this.options
    facts.setAwaited(true)
    tellHost()
    if (this.states) this.answers.pass(bytes)
    facts.setAwaited(false)
  }

  /** The run lock is about to be given up: what was written is ours. */
  released(): void {
    this.note()
    this.wakeKeeper()
    const { states, statements } = this
    if (!states || this.isStartTold || !statements.isOpen) return
    this.isStartTold = true
    this.tell({
      type: 'statement-started',
      statement: this.statement,
      text: statements.text,
      lsn: this.lsn(this.from ?? undefined),
    })
  }

  /** Much WAL has been written, and more is to come: the keeper may read what is in the files already. */
  wroteMuch(): void {
    this.note()
    this.options.control.hint(KEEPER_SLOT, JOURNAL_BIT)
  }

  private get statement() {
    return { pid: this.options.pid, ordinal: this.ordinal }
  }

  private hear(type: number, message: Uint8Array): void {
    const { answer } = this
    switch (type) {
      case letter.commandComplete:
        answer.tags.push(String.fromCharCode(...message.subarray(HEADER_BYTES, -1)))
        return
      case letter.errorResponse:
        this.decoder.decode(inUtf8(message, this.statements.decode), (heard) => {
          if (heard.type === 'ErrorResponse') answer.error = heard.fields
        })
        this.isEndedFromOutside ||= answer.error?.code === ENDED_FROM_OUTSIDE
        return
      case letter.copyInResponse:
        answer.copies++
        return
      case letter.parameterStatus:
        this.mayHaveNewEncoding = true
        return
      case letter.readyForQuery:
        this.end(String.fromCharCode(message[HEADER_BYTES] ?? 0) as TransactionStatus)
        return
    }
  }

  /** A statement is over; its transaction is as the client will find it. After a FATAL there is none. */
  private end(status: TransactionStatus): void {
    this.note()
    const { statements, answer, states } = this
    const text = statements.answered(answer.copies)
    // The first ReadyForQuery answers the log-in.
    if (this.ordinal === 0) this.wakeKeeper()
    else {
      // The host wakes the keeper a little later: the next statement may come at once, and needs the processor.
      if (this.isKeeperBehind) this.options.marks.setUrgent()
      this.isKeeperBehind = false
      this.tell({
        type: 'statement-ended',
        statement: this.statement,
        text,
        tags: answer.tags,
        error: answer.error,
        status,
        from: this.lsn(this.from ?? undefined),
        to: this.lsn(),
        transaction: states?.look(status) ?? null,
      })
    }
    this.ordinal++
    this.answer = emptyAnswer()
    if (this.mayHaveNewEncoding && this.encoding) statements.decode = this.encoding.decode
    this.mayHaveNewEncoding = false
    this.from = statements.isOpen ? this.options.position.value : null
    this.isStartTold = false
  }

  /** Of what has its place beside bytes for the client, the host need not be told. */
  private tell(fact: Observation): void {
    const { facts, post } = this.options
    const unfit = facts.write(fact)
    if (unfit || fact.type === 'statement-started') post({ type: 'noted', fact: unfit })
  }

  private note(): void {
    const { marks, pid, position } = this.options
    if (marks.add(pid, this.ordinal, position.value)) this.isKeeperBehind = true
  }

  private wakeKeeper(): void {
    if (!this.isKeeperBehind) return
    this.isKeeperBehind = false
    this.options.marks.setUrgent()
    this.options.control.hint(KEEPER_SLOT, JOURNAL_BIT)
  }

  private lsn(position = this.options.position.value): number {
    return this.options.positions.toLsn(position)
  }
}

/** An ErrorResponse that the client reads in its own encoding. */
function inUtf8(message: Uint8Array, decode: DecodeText): Uint8Array {
  if (decode === decodeUtf8) return message
  const body = encoder.encode(decode(message.subarray(HEADER_BYTES)))
  const recoded = new Uint8Array(HEADER_BYTES + body.length)
  recoded[0] = letter.errorResponse
  new DataView(recoded.buffer).setInt32(1, HEADER_BYTES - 1 + body.length)
  recoded.set(body, HEADER_BYTES)
  return recoded
}

function emptyAnswer(): Answer {
  return { tags: [], error: null, copies: 0 }
}
