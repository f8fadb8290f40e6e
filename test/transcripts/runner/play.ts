/**
 * Plays one run of a spec, line by line, and writes down what two people at two terminals would see.
 * The next line begins when the last one is done or the server says that it is blocked: order is declared, never timed.
 */
import type { Action, OrderLine, Until } from './spec.ts'
import { stable } from './stable.ts'
import type { Terminal } from './terminal.ts'
import { isBlocked, type Watch } from './watch.ts'

/** A step that has begun and has not been seen to end. */
interface OpenStep {
  terminal: Terminal
  /** The prompt and what was typed. */
  typed: string
  until: Until
  /** What it has printed; null until it has ended. */
  printed: string | null
  ended: Promise<void>
}

/** In milliseconds: who ends before is not asked about. PostgreSQL's isolation tester asks as rarely. */
const pause = 10

export class Play {
  readonly #terminals: (name: string) => Terminal
  readonly #watch: Watch
  readonly #open: OpenStep[] = []
  #text = ''

  constructor(terminals: (name: string) => Terminal, watch: Watch) {
    this.#terminals = terminals
    this.#watch = watch
  }

  /** What has been written so far: all, or up to the line at which it went wrong. */
  get text(): string {
    return this.#text
  }

  /**
   * Plays one line of an order; `sql` is the text of its step. `holdsBack`: what others do is written down with the next
   * line, since that one waits for something which the server does in its own time, and theirs may follow from it.
   * Throws a sentence when it cannot.
   */
  async line({ session, action }: OrderLine, sql: string, holdsBack: boolean): Promise<void> {
    const terminal = this.#terminals(session)
    const open = this.#open.find((step) => step.terminal === terminal)
    if (action.kind === 'step') {
      if (open !== undefined) throw new Error(`${session} cannot type: the step before still runs`)
      await this.#step(terminal, sql, action.until)
    } else {
      await this.#act(action.kind, terminal, open)
    }
    if (!holdsBack) this.#tellEnded()
  }

  /** Rejects with a sentence when something is still under way: an order goes to the end of all that it begins. */
  async finish(): Promise<void> {
    const [open] = this.#open
    if (open !== undefined) throw new Error(`${open.terminal.name}'s step still runs at the end of the order`)
  }

  async #step(terminal: Terminal, sql: string, until: Until): Promise<void> {
    const step = begin(terminal, sql, until)
    const blockers = await this.#settle([...this.#open, step])
    if (step.printed !== null) {
      this.#write(`${step.typed}\n${step.printed}`)
      return
    }
    this.#write(`${step.typed}  <${blockers === null ? 'running' : `waiting for ${blockers}`}>\n`)
    this.#open.push(step)
  }

  async #act(
    kind: Exclude<Action['kind'], 'step'>,
    terminal: Terminal,
    open: OpenStep | undefined,
  ): Promise<void> {
    const { pid } = terminal
    switch (kind) {
      case 'blocked':
        if (open === undefined) throw new Error(`${terminal.name} does not wait`)
        return
      case 'done':
        if (open !== undefined) open.until = 'end'
        break
      case 'ended':
        this.#write(`${terminal.prompt} <connection ended>\n${await terminal.ended()}`)
        break
      case 'disconnects':
        this.#write(`${terminal.prompt}\\q\n`)
        await terminal.close()
        break
    }
    if (kind !== 'done' && pid !== null) await this.#watch.untilGone(pid)
    await this.#settle(this.#open)
  }

  /**
   * Comes back when each step has ended or stands still, all of them at once. Gives the names of those for whom the last
   * one waits; null when it does not.
   */
  async #settle(steps: readonly OpenStep[]): Promise<string | null> {
    for (;;) {
      await endOrPause(steps)
      this.#meet(steps)
      const running = steps.filter(({ printed }) => printed === null)
      if (running.length === 0) return null
      const { still, blockers } = await this.#look(running)
      // Who has ended meanwhile may have set another one free.
      if (still && running.every(({ printed }) => printed === null)) return blockers
    }
  }

  /** Whether these stand still, as the server says; and for whom the last one waits. */
  async #look(running: readonly OpenStep[]): Promise<{ still: boolean; blockers: string | null }> {
    await Promise.all(running.map(({ terminal }) => terminal.opened))
    const pids = running.flatMap(({ terminal }) => terminal.pid ?? [])
    const blockers = await this.#watch.blockers(pids)
    for (const { terminal, until } of running) {
      const { pid } = terminal
      const blocked = pid !== null && until !== 'end' && isBlocked(pid, blockers)
      const runs = pid !== null && until === 'running' && (await this.#watch.state(pid)) === 'active'
      if (!blocked && !runs) return { still: false, blockers: null }
    }
    const last = running.at(-1)?.terminal.pid ?? 0
    const names = (blockers.get(last) ?? []).flatMap((pid) => this.#watch.nameOf(pid) ?? [])
    return { still: true, blockers: names.length === 0 ? null : names.sort().join(' and ') }
  }

  #meet(steps: readonly OpenStep[]): void {
    for (const { terminal } of steps) if (terminal.pid !== null) this.#watch.meet(terminal.pid, terminal.name)
  }

  /** Writes down what has ended since it was seen waiting, in the order in which it had begun. */
  #tellEnded(): void {
    for (const step of this.#open.filter(({ printed }) => printed !== null)) {
      this.#write(`${step.typed}  <completed>\n${step.printed}`)
      this.#open.splice(this.#open.indexOf(step), 1)
    }
  }

  #write(text: string): void {
    this.#text += stable(text, (pid) => this.#watch.nameOf(pid))
  }
}

async function endOrPause(steps: readonly OpenStep[]): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const paused = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, pause)
  })
  await Promise.race([paused, Promise.all(steps.map(({ ended }) => ended))])
  clearTimeout(timer)
}

function begin(terminal: Terminal, sql: string, until: Until): OpenStep {
  const { prompt } = terminal
  const typed = prompt + sql.split('\n').join(`\n${' '.repeat(prompt.length)}`)
  const step: OpenStep = { terminal, typed, until, printed: null, ended: Promise.resolve() }
  step.ended = terminal.run(sql).then((printed) => {
    step.printed = printed
  })
  return step
}
