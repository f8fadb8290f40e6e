/** The page's end of Python's connections: gets each a backend, and passes on what Python cannot do itself. */
import { Bell } from '../../postgres/client/bell.ts'
import type { Doorbells, LentLine } from '../../postgres/client/lent-line.ts'
import type { LentConnection, Server } from '../../postgres/client/server.ts'
import type { OpenAnswer } from '../shared/open-answer.ts'

export class HostLines {
  private readonly open = new Map<number, LentConnection>()
  /** Wanted, and without a server so far. */
  private readonly wanted = new Set<number>()
  private server: Server | null = null
  private forgetDoorbells: () => void = () => {}

  constructor(
    private readonly askForServer: () => Promise<Server>,
    private readonly tellDoorbells: (doorbells: Doorbells) => void,
  ) {}

  /** Answers when there is a server to connect to, or none. */
  async lend(number: number, line: LentLine, answer: OpenAnswer): Promise<void> {
    this.wanted.add(number)
    const server = await this.askForServer().catch(() => null)
    const isWanted = this.wanted.delete(number)
    if (server && isWanted) {
      this.listen(server)
      const connection = server.lend(line)
      this.open.set(number, connection)
      void connection.ended.then(() => this.open.delete(number))
    }
    answer.give(server ? 'lent' : 'refused')
    new Bell(line.bell).ring()
  }

  ring(number: number): void {
    this.open.get(number)?.ring()
  }

  cancel(number: number): void {
    this.open.get(number)?.cancel()
  }

  close(number: number): void {
    this.wanted.delete(number)
    this.open.get(number)?.close()
  }

  /** Python is gone: its connections vanish. What they run is cancelled, or it would not notice for long. */
  abandon(): void {
    this.forgetDoorbells()
    this.wanted.clear()
    for (const connection of this.open.values()) {
      connection.cancel()
      connection.close()
    }
  }

  /** The server that was asked last: Python may wake its backends. */
  get current(): Server | null {
    return this.server
  }

  private listen(server: Server): void {
    if (server === this.server) return
    this.server = server
    this.forgetDoorbells()
    this.forgetDoorbells = server.onDoorbells(this.tellDoorbells)
  }
}
