/** What a server's journal has told so far, and a way to wait for what is to come. */
import type { Observation } from '../../../lib/postgres/client/journal.ts'
import type { Server } from '../../../lib/postgres/client/server.ts'
import type { RawClient } from './raw-client.ts'

type OfType<T extends Observation['type']> = Extract<Observation, { type: T }>

export class JournalReader {
  readonly facts: Observation[] = []
  private waiting: { isEnough: () => boolean; resolve: () => void }[] = []
  private marks = 0

  constructor(server: Server) {
    const journal = server.journal()
    if (!journal) throw new Error('the server keeps no journal')
    journal.subscribe((facts) => {
      this.facts.push(...facts)
      this.look()
    })
  }

  all<T extends Observation['type']>(type: T): OfType<T>[] {
    return this.facts.filter((fact): fact is OfType<T> => fact.type === type)
  }

  /** Settles when something is true of the facts. */
  until(isEnough: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push({ isEnough, resolve })
      this.look()
    })
  }

  /** Settles when the statement that this client has run last is told, and all of its WAL. Sends an empty query. */
  async upTo(client: RawClient): Promise<OfType<'statement-ended'>> {
    const mark = `-- mark ${this.marks++}`
    await client.query(mark)
    const marked = () => this.all('statement-ended').find(({ text }) => text === mark)
    await this.until(() => (this.all('told').at(-1)?.lsn ?? 0) >= (marked()?.to ?? Number.POSITIVE_INFINITY))
    const { pid, ordinal } = marked()?.statement ?? { pid: 0, ordinal: 0 }
    const last = this.endedBy(pid).find(({ statement }) => statement.ordinal === ordinal - 1)
    if (!last) throw new Error(`nothing was told of process ${pid} before its statement ${ordinal}`)
    return last
  }

  endedBy(pid: number): OfType<'statement-ended'>[] {
    return this.all('statement-ended').filter(({ statement }) => statement.pid === pid)
  }

  private look(): void {
    const due = this.waiting.filter(({ isEnough }) => isEnough())
    this.waiting = this.waiting.filter((waiter) => !due.includes(waiter))
    for (const { resolve } of due) resolve()
  }
}
