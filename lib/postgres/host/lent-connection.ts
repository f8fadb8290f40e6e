/** The host's end of a connection whose client is in another thread: it passes no bytes on, it only knows both. */
import { Bell } from '../client/bell.ts'
import type { BackendLink } from '../client/connection.ts'
import { type LentLine, lineWord } from '../client/lent-line.ts'
import { Ring } from '../client/ring.ts'
import type { ConnectionEnd, LentConnection } from '../client/server.ts'
import type { BackendPlace, ClientEnd } from './client-end.ts'

export class LentClient implements ClientEnd, LentConnection {
  readonly requests: Ring
  readonly answers: Ring
  readonly bell: SharedArrayBuffer
  readonly ended: Promise<ConnectionEnd>
  private readonly status: Int32Array
  private settle: (end: ConnectionEnd) => void = () => {}
  private link: BackendLink | null = null
  private over = false

  constructor(private readonly line: LentLine) {
    this.requests = new Ring(line.requests)
    this.answers = new Ring(line.answers)
    this.bell = line.bell
    this.status = new Int32Array(line.status)
    this.ended = new Promise((resolve) => {
      this.settle = resolve
    })
  }

  ring(): void {
    this.link?.ring()
  }

  cancel(): void {
    this.link?.cancel()
    Atomics.add(this.status, lineWord.cancels, 1)
    this.ringBell()
  }

  close(): void {
    this.requests.close()
    this.link?.ring()
  }

  attach(link: BackendLink, { life, mailbox }: BackendPlace): void {
    this.link = link
    Atomics.store(this.status, lineWord.life, life)
    Atomics.store(this.status, lineWord.mailbox, mailbox)
    // Whoever wrote before it could be known where the backend sleeps has woken nobody.
    if (this.requests.closed || this.requests.available > 0) link.ring()
  }

  /** The backend has rung for it; the journal hears of the next bytes again. */
  readAnswers(): void {
    this.answers.look()
  }

  /** The backend rings for it itself. */
  writeWaiting(): void {}

  end(end: ConnectionEnd, lastWords?: Uint8Array): void {
    if (this.over) return
    this.over = true
    this.link = null
    Atomics.store(this.status, lineWord.mailbox, 0)
    if (lastWords) new Ring(this.line.lastWords).write(lastWords)
    this.answers.close()
    this.ringBell()
    this.settle(end)
  }

  private ringBell(): void {
    new Bell(this.bell).ring()
  }
}
