/** Plays specs on a server, one after the other, and gives their transcripts. The same in Node, in a page, over TCP. */
import type { Server } from '../../../lib/postgres/client/server.ts'
import { parseSpec } from './parse.ts'
import { Play } from './play.ts'
import { type Run, runsOf } from './runs.ts'
import { type OrderLine, type SessionSpec, type Spec, SpecError } from './spec.ts'
import { Terminal } from './terminal.ts'
import { Watch } from './watch.ts'

/** A line that is not done after half a minute hangs. */
export function usualLimit(): AbortSignal {
  return AbortSignal.timeout(30_000)
}

export interface TranscriberOptions {
  /** Ends a line that hangs, and the run with it; nothing else depends on it. */
  limit?: (line: OrderLine) => AbortSignal
}

export class Transcriber {
  readonly #server: Server
  readonly #limit: (line: OrderLine) => AbortSignal
  readonly #watch: Watch
  readonly #admin: Terminal
  /** Terminals of postgres in postgres, kept from run to run. */
  readonly #kept = new Map<string, Terminal>()

  constructor(server: Server, { limit = usualLimit }: TranscriberOptions = {}) {
    this.#server = server
    this.#limit = limit
    this.#watch = new Watch(server)
    this.#admin = new Terminal(server, 'setup', 'postgres', 'postgres')
  }

  /** The transcript of a spec. Throws a SpecError for a spec that is wrong, or that hangs. `file` names it there. */
  async transcribe(file: string, text: string): Promise<string> {
    const spec = parseSpec(file, text)
    let transcript = `${spec.about}\n`
    for (const run of runsOf(spec)) {
      const heading = run.title === '' ? '' : `== ${run.title}\n`
      transcript += `\n${heading}${await this.#run(file, spec, run)}`
    }
    return transcript
  }

  async close(): Promise<void> {
    await Promise.all([this.#admin, this.#watch, ...this.#kept.values()].map((part) => part.close()))
  }

  async #run(file: string, spec: Spec, run: Run): Promise<string> {
    const used = new Map<string, Terminal>()
    const session = (name: string) => sessionOf(spec, name)
    const terminals = (name: string) => {
      const terminal = used.get(name) ?? this.#terminal(session(name))
      used.set(name, terminal)
      return terminal
    }
    const play = new Play(terminals, this.#watch)
    await this.#makeRoom(spec)
    try {
      await this.#prepare(file, run.fill(spec.setup))
      for (const [index, line] of run.order.lines.entries()) {
        const { action } = line
        const sql = action.kind === 'step' ? run.fill(session(line.session).steps.get(action.step) ?? '') : ''
        const next = run.order.lines[index + 1]?.action.kind
        const holdsBack = next === 'done' || next === 'ended'
        const played = unless(this.#limit(line), `${line.session} hangs`, play.line(line, sql, holdsBack))
        await played.catch(wrong(file, line.line, run, play))
      }
      await play.finish().catch(wrong(file, run.order.lines.at(-1)?.line ?? 1, run, play))
    } finally {
      await Promise.all([...used.values()].map((terminal) => this.#leave(terminal)))
      await this.#prepare(file, run.fill(spec.teardown))
    }
    return play.text
  }

  #terminal({ name, role, database }: SessionSpec): Terminal {
    if (!isUsual({ role, database })) return new Terminal(this.#server, name, role, database)
    const terminal = this.#kept.get(name) ?? new Terminal(this.#server, name, role, database)
    this.#kept.set(name, terminal)
    return terminal
  }

  /** Where a session of the spec is somebody else's than usual, the usual one must not be there beside it. */
  async #makeRoom(spec: Spec): Promise<void> {
    for (const session of spec.sessions.filter((session) => !isUsual(session))) {
      const kept = this.#kept.get(session.name)
      this.#kept.delete(session.name)
      if (kept !== undefined) await this.#close(kept)
    }
  }

  /** A terminal that goes on must bring nothing along. */
  async #leave(terminal: Terminal): Promise<void> {
    if (terminal.busy || this.#kept.get(terminal.name) !== terminal) return this.#close(terminal)
    if (!terminal.connected) return
    if (terminal.inTransaction) await terminal.run('ROLLBACK')
    await terminal.run('DISCARD ALL')
  }

  async #close(terminal: Terminal): Promise<void> {
    const { pid } = terminal
    await terminal.close()
    if (pid !== null) await this.#watch.untilGone(pid)
  }

  async #prepare(file: string, sql: string): Promise<void> {
    if (sql === '') return
    const printed = await this.#admin.run(sql)
    if (/^ERROR:/m.test(printed)) throw new SpecError(file, 1, `setup or teardown failed:\n${printed}`)
  }
}

/** What was played; rejects with these words when the signal comes first. */
function unless(signal: AbortSignal, words: string, played: Promise<void>): Promise<void> {
  const limit = new Promise<never>((_, reject) => {
    const end = () => reject(new Error(words))
    if (signal.aborted) end()
    else signal.addEventListener('abort', end)
  })
  return Promise.race([limit, played])
}

/** Says at which line a run went wrong, and how far it had come. */
function wrong(file: string, line: number, run: Run, play: Play): (error: unknown) => never {
  return (error) => {
    const said = error instanceof Error ? error.message : String(error)
    throw new SpecError(file, line, `${said}\nso far in "${run.title}":\n${play.text}`)
  }
}

function isUsual({ role, database }: Pick<SessionSpec, 'role' | 'database'>): boolean {
  return role === 'postgres' && database === 'postgres'
}

function sessionOf(spec: Spec, name: string): SessionSpec {
  const session = spec.sessions.find((session) => session.name === name)
  if (session === undefined) throw new RangeError(`no session "${name}"`)
  return session
}
