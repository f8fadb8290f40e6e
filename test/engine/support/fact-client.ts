/** A session, and the facts that the server's journal tells of each of its statements. */
import type { Observation } from '../../../lib/postgres/client/journal.ts'
import type { Server } from '../../../lib/postgres/client/server.ts'
import { RawClient } from './raw-client.ts'

type Kind = Observation['type']
export type Fact<K extends Kind> = Extract<Observation, { type: K }>

export class FactClient {
  private readonly client: RawClient
  private readonly facts: Observation[] = []
  private onFact: (() => void) | null = null
  private isReady = false

  constructor(server: Server) {
    this.client = new RawClient(server)
    server.journal()?.subscribe((facts) => {
      this.facts.push(...facts)
      this.onFact?.()
    })
  }

  /** Runs one simple Query; answers its rows as text, and what the journal told up to its end. Fails with the error's text. */
  async run(query: string): Promise<{ rows: (string | null)[][]; facts: Observation[] }> {
    if (!this.isReady) await this.client.until('ReadyForQuery')
    this.isReady = true
    const from = this.facts.length
    const isEnd = (fact: Observation) => fact.type === 'statement-ended' && fact.text === query
    const messages = await this.client.query(query)
    await new Promise<void>((resolve) => {
      this.onFact = () => this.facts.slice(from).some(isEnd) && resolve()
      this.onFact()
    })
    for (const message of messages)
      if (message.type === 'ErrorResponse') throw new Error(`${query}: ${JSON.stringify(message)}`)
    const text = (value: Uint8Array | null) => value && new TextDecoder().decode(value)
    const rows = messages.flatMap((message) => (message.type === 'DataRow' ? [message.values.map(text)] : []))
    const end = this.facts.findIndex((fact, index) => index >= from && isEnd(fact))
    return { rows, facts: this.facts.slice(from, end + 1) }
  }

  /** The facts of one kind that a statement has caused. */
  async told<K extends Kind>(kind: K, query: string): Promise<Fact<K>[]> {
    const { facts } = await this.run(query)
    return facts.filter((fact): fact is Fact<K> => fact.type === kind)
  }
}
