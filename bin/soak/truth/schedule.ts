/**
 * A random schedule of several sessions on a real server: runs it, and keeps what the journal told and what PostgreSQL
 * said, in order. Each choice depends on the seed and on PostgreSQL's answers only, never on the journal.
 */
import type { Server } from '../../../lib/postgres/client/server.ts'
import type { Wait } from '../../../lib/postgres/client/waits.ts'
import type { Fact } from '../../../lib/transactions/facts.ts'
import type { Random } from '../random.ts'
import { KeeperQuestion } from './keeper-question.ts'
import { Looks } from './looks.ts'
import { type Mood, moods, type Operation, operation } from './operations.ts'
import { bringLibrary, createFunctions } from './page-inspector.ts'
import type { Entry, Recording } from './recording.ts'
import { type Answer, Speaker } from './speaker.ts'
import { setup, setupElsewhere } from './tables.ts'

export interface ScheduleOptions {
  seed: number
  random: Random
  steps: number
  /** What is done first, whatever chance says. */
  script?: readonly ScriptStep[]
  /** Two to four by chance where absent. The fourth works in the second database. */
  sessions?: number
  /** Whether a session may be killed now and then, which ends all and has PostgreSQL recover. */
  crashes: boolean
  /** Ends early when it says so. */
  isOver?: () => boolean
}

export interface ScriptStep {
  /** From 0. It must not be waiting. */
  session: number
  /** `kill` ends its backend as a crash does. */
  sql: string
  data?: string
  /** Everybody who can be asked is asked for everything after it. Nobody may hold a table in ACCESS EXCLUSIVE mode. */
  look?: boolean
}

/** The second waiter closes a ring after the first has looked for one: so the victim is always the same. */
const login = '-c deadlock_timeout=1ms'
const databaseElsewhere = 'two'
/** Steps for which a mood lasts. */
const moodLasts = 25

export interface Actor {
  name: string
  speaker: Speaker
  savepoints: number
  /** REPEATABLE READ or SERIALIZABLE. */
  lasting: boolean
}

export async function runSchedule(server: Server, options: ScheduleOptions): Promise<Recording> {
  const schedule = new Schedule(server, options)
  await schedule.prepare()
  for (let step = 1; step <= options.steps && !options.isOver?.(); step++) await schedule.step(step)
  await schedule.finish()
  return { seed: options.seed, entries: schedule.entries, counts: schedule.counts }
}

class Schedule {
  readonly entries: Entry[] = []
  readonly counts: Record<string, number> = {}
  private readonly random: Random
  private actors: Actor[] = []
  private keeper: KeeperQuestion
  private looks: Looks | null = null
  /** xids of which PostgreSQL has not said how they have ended. */
  private readonly open = new Set<number>()
  /** All xids since the last crash, after which they may come again. */
  private xids = new Set<number>()
  private answered: { actor: Actor; sql: string; answer: Answer }[] = []
  private lives = 0
  private readonly stop: () => void

  constructor(
    private readonly server: Server,
    private readonly options: ScheduleOptions,
  ) {
    this.random = options.random
    this.keeper = new KeeperQuestion(server)
    this.stop = server.journal()?.subscribe((facts) => this.tell(facts)) ?? (() => {})
  }

  async prepare(): Promise<void> {
    const speaker = await this.speaker()
    for (const sql of [`CREATE DATABASE ${databaseElsewhere}`, setup]) await speaker.rows(sql)
    await bringLibrary(speaker)
    await createFunctions(speaker)
    const far = await this.speaker(databaseElsewhere)
    await far.rows(setupElsewhere)
    for (const each of [speaker, far]) await close(each)
    await this.begin()
  }

  async step(number: number): Promise<void> {
    const { random } = this
    const mood = moods[Math.floor(number / moodLasts) % moods.length] ?? 'free'
    const given = this.options.script?.[number - 1]
    if (given) return this.scripted(number, given)
    if (this.options.crashes && random.once(120)) return this.crash(number)
    const free = this.actors.filter(({ speaker }) => speaker.busy === null)
    const actor = random.pick(free.length > 0 ? free : this.actors)
    if (free.length === 0) {
      // Only those that wait are left: one of them is stopped.
      this.count('all waited')
      actor.speaker.connection.cancel()
      await this.comeToRest(() => actor.speaker.busy === null)
    } else await this.act(number, actor, mood)
    await this.looks?.resolve(this.answered)
    this.answered = []
    await this.ask()
    await this.looks?.some(this.actors, mood)
    await this.looks?.resolve([])
  }

  private async scripted(number: number, { session, look, ...given }: ScriptStep): Promise<void> {
    const actor = this.actors[session]
    if (actor?.speaker.busy !== null)
      throw new Error(`step ${number}: session ${session} is not there, or waits`)
    if (given.sql === 'kill') return this.crash(number, actor)
    await this.act(number, actor, 'free', given)
    await this.looks?.resolve(this.answered)
    this.answered = []
    await this.ask()
    if (look) await this.looks?.all(this.actors)
  }

  async finish(): Promise<void> {
    for (
      let rounds = 0;
      this.actors.some(({ speaker }) => speaker.busy !== null || speaker.status !== 'I');
      rounds++
    ) {
      if (rounds > 100) throw new Error('the sessions do not come to an end')
      const actor = this.actors.find(({ speaker }) => speaker.busy === null && speaker.status !== 'I')
      const busy = this.actors.find(({ speaker }) => speaker.busy !== null)
      if (actor)
        await this.act(this.options.steps + 1, actor, 'free', {
          sql: this.random.pick(['COMMIT', 'ROLLBACK']),
        })
      else if (busy) {
        busy.speaker.connection.cancel()
        await this.comeToRest(() => busy.speaker.busy === null)
      }
      await this.looks?.resolve(this.answered)
      this.answered = []
    }
    await this.ask()
    await this.looks?.all(this.actors)
    this.entries.push({ kind: 'fates', fates: await this.keeper.fates([...this.xids].sort((a, b) => a - b)) })
    for (const { speaker } of this.actors) await close(speaker)
    await this.looks?.close()
    this.keeper.close()
    this.stop()
  }

  private async begin(): Promise<void> {
    const sessions = this.options.sessions ?? this.random.between(2, 4)
    const names = ['alice', 'bob', 'carol', 'dave']
    const [near, far] = [await this.speaker(), await this.speaker(databaseElsewhere)]
    await bringLibrary(near)
    this.looks = await Looks.open({
      ...{
        random: this.random,
        near,
        far,
        keeper: this.keeper,
        entries: this.entries,
        keepsJournal: this.isKept,
      },
      rest: () => this.comeToRest(),
      count: (what) => this.count(what),
    })
    for (let number = 0; number < sessions; number++) {
      const speaker = await this.speaker(number === 3 ? databaseElsewhere : 'postgres')
      const name = `${names[number]}${this.lives > 0 ? ` ${this.lives}` : ''}`
      this.entries.push({
        kind: 'facts',
        facts: [{ type: 'session-named', pid: speaker.pid, session: name }],
      })
      this.actors.push({ name, speaker, savepoints: 0, lasting: false })
    }
    await this.looks.sync()
  }

  private async act(step: number, actor: Actor, mood: Mood, given?: Operation): Promise<void> {
    const { speaker, savepoints } = actor
    const isElsewhere = speaker.database === databaseElsewhere
    const { sql, data } =
      given ?? operation(this.random, { status: speaker.status, savepoints, isElsewhere, mood })
    await this.looks?.beforeEnd(actor, sql)
    this.entries.push({ kind: 'sent', step, pid: speaker.pid, sql })
    void speaker.query(sql, data).then((answer) => this.note(actor, sql, answer))
    await this.comeToRest()
    if (speaker.busy !== null) this.count('waits')
  }

  private note(actor: Actor, sql: string, answer: Answer): void {
    const { pid, status } = actor.speaker
    const { tags, error, rows, message, isLost } = answer
    if (isLost) return
    this.answered.push({ actor, sql, answer })
    this.entries.push({ kind: 'answered', pid, sql, tags, error, status, rows: rows.length })
    this.count(error ?? (tags[0] ?? '').replace(/[ \d]+$/, ''))
    if (error !== null && /^(XX|58|53)/.test(error)) throw new Error(`${error} ${message}: ${sql}`)
    if (status === 'I') actor.savepoints = 0
    if (status === 'I' || /CHAIN/.test(sql)) actor.savepoints = 0
    if (/^BEGIN/.test(sql)) actor.lasting = /REPEATABLE|SERIALIZABLE/.test(sql)
    const [, what, number] = /^(SAVEPOINT|ROLLBACK TO|RELEASE) s(\d+)/.exec(sql) ?? []
    if (what && error === null) actor.savepoints = Number(number) - (what === 'RELEASE' ? 1 : 0)
  }

  /** Until whoever has not answered waits, and all of the journal has come. */
  private async comeToRest(isThere: () => boolean = () => true): Promise<Wait[]> {
    const busy = () => this.actors.flatMap(({ speaker }) => (speaker.busy === null ? [] : [speaker.pid]))
    let waits: Wait[]
    do waits = await this.keeper.standstill(busy)
    while (!isThere())
    await this.looks?.sync()
    const fact: Fact = { type: 'waits-told', at: this.entries.length, waits }
    this.entries.push({ kind: 'facts', facts: [fact] })
    this.entries.push({ kind: 'sessions', sessions: await this.sessions(waits) })
    return waits
  }

  private async sessions(waits: readonly Wait[]) {
    const xids = await this.keeper.xids()
    return this.actors.map(({ speaker: { pid, status } }) => ({
      ...{ pid, status, xid: xids.get(pid) ?? null },
      waitsFor: waits.find((wait) => wait.pid === pid)?.blockedBy ?? [],
    }))
  }

  private async ask(): Promise<void> {
    const fates = await this.keeper.fates([...this.open].sort((a, b) => a - b))
    for (const [xid, status] of fates) if (status !== 'in progress') this.open.delete(xid)
    this.entries.push({ kind: 'fates', fates })
  }

  private async crash(step: number, victim = this.random.pick(this.actors)): Promise<void> {
    this.count('crashes')
    this.looks?.beforeCrash()
    this.entries.push({ kind: 'sent', step, pid: victim.speaker.pid, sql: 'kill' })
    const recovered = new Promise<Promise<void>>((resolve) => {
      const forget = this.server.onCrash((crash) => {
        forget()
        resolve(crash.recovered)
      })
    })
    victim.speaker.connection.kill()
    await await recovered
    this.lives++
    this.actors = []
    this.answered = []
    // How they have ended is said once more; then their numbers may come again.
    const [open, before] = [[...this.open], this.looks]
    this.open.clear()
    this.xids = new Set()
    this.keeper.close()
    this.keeper = new KeeperQuestion(this.server)
    await this.begin()
    const fates = await this.keeper.fates(open.sort((a, b) => a - b))
    this.entries.push({ kind: 'fates', fates: fates.filter(([, status]) => status !== 'in progress') })
    if (before) await this.looks?.afterCrash(before)
  }

  private tell(facts: readonly Fact[]): void {
    this.entries.push({ kind: 'facts', facts })
    for (const fact of facts) {
      if (fact.type === 'crashed') this.xids = new Set()
      if (!('xid' in fact)) continue
      const subtransactions = fact.type === 'transaction-ended' ? fact.subtransactions : []
      for (const xid of [fact.xid, fact.top, ...subtransactions]) {
        if (this.xids.has(xid)) continue
        this.xids.add(xid)
        this.open.add(xid)
      }
    }
    this.looks?.told(facts)
  }

  private get isKept(): boolean {
    return this.server.journal() !== null
  }

  private async speaker(database?: string): Promise<Speaker> {
    const speaker = new Speaker(this.server, database, login)
    const { error, message, isLost } = await speaker.opened
    if (error !== null || isLost) throw new Error(`could not connect: ${message}`)
    return speaker
  }

  private count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1
  }
}

async function close({ connection }: Speaker): Promise<void> {
  connection.close()
  await connection.ended
}
