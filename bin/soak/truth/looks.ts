/**
 * Asks sessions what they see. What they are expected to see is put down first; who must wait is not asked again, but
 * compared when the lock is given up; a failed block is asked after its ROLLBACK.
 */
import type { Fact } from '../../../lib/transactions/facts.ts'
import type { Random } from '../random.ts'
import type { KeeperQuestion } from './keeper-question.ts'
import type { Mood } from './operations.ts'
import { pageTuples } from './page-inspector.ts'
import type { Entry, LookKind } from './recording.ts'
import type { Actor } from './schedule.ts'
import type { Answer, Speaker } from './speaker.ts'
import { elsewhere, lasting, passing } from './tables.ts'

export interface LooksContext {
  random: Random
  /** Sessions without a name, never in a transaction: in the first database and in the second. */
  near: Speaker
  far: Speaker
  keeper: KeeperQuestion
  entries: Entry[]
  keepsJournal: boolean
  /** Until nobody goes on by itself. */
  rest: () => Promise<unknown>
  count: (what: string) => void
}

/** A table with all of its partitions. */
interface Target {
  name: string
  /** The table's own OID, and those of its partitions. */
  oids: readonly number[]
  keys: readonly string[]
}

/** A look that is not over. */
interface Standing {
  look: number
  actor: Actor
  target: Target
  how: LookKind
  /** Its answer, where it has been sent and waits. */
  answer: Answer | null
  isSent: boolean
  why: string | null
}

const query = (name: string) => `SELECT tableoid, ctid, xmin, x.* FROM ${name} x`

export class Looks {
  private standing: Standing[] = []
  private marks = 0
  private looks: number
  private readonly ended = new Set<string>()
  private onTold: () => void = () => {}
  private beforeTheCrash: { look: number; target: Target; isFar: boolean }[] = []

  private constructor(
    private readonly context: LooksContext,
    private readonly databases: { near: number; far: number },
    private readonly targets: { near: readonly Target[]; far: readonly Target[] },
  ) {
    // After a crash there are others, whose numbers go on.
    this.looks = context.entries.length
  }

  static async open(context: LooksContext): Promise<Looks> {
    const { near, far } = context
    const databaseOf = async (speaker: Speaker) => {
      const [row] = await speaker.rows('SELECT oid FROM pg_database WHERE datname = current_database()')
      return Number(row?.[0])
    }
    const databases = { near: await databaseOf(near), far: await databaseOf(far) }
    const targetsOf = (speaker: Speaker, names: readonly string[], database: number) =>
      Promise.all(names.map(async (name) => target(await oidsOf(speaker, name), name, database)))
    const nearTargets: Target[] = []
    for (const name of lasting) nearTargets.push(...(await targetsOf(near, [name], databases.near)))
    const farTargets = await targetsOf(far, elsewhere, databases.far)
    return new Looks(context, databases, { near: nearTargets, far: farTargets })
  }

  /** Until all that was written is told. Sends an empty query. */
  async sync(): Promise<void> {
    const { near, keepsJournal } = this.context
    const mark = `-- mark ${near.pid} ${this.marks++}`
    await near.query(mark)
    if (!keepsJournal) return
    await new Promise<void>((resolve) => {
      this.onTold = () => {
        if (this.ended.delete(mark)) resolve()
      }
      this.onTold()
    })
  }

  told(facts: readonly Fact[]): void {
    for (const fact of facts) {
      if (fact.type === 'statement-ended' && fact.text.startsWith('-- mark')) this.ended.add(fact.text)
    }
    this.onTold()
  }

  /** A few of them, by chance. */
  async some(actors: readonly Actor[], mood: Mood): Promise<void> {
    const { random } = this.context
    const exclusive = await this.context.keeper.exclusive()
    const [table] = [random.pick(this.targets.near)]
    await this.committed(table, false, exclusive)
    if (random.once(4)) await this.committed(random.pick(this.targets.far), true, exclusive)
    if (random.once(2)) await this.pages(table, exclusive)
    for (const actor of actors) {
      const { speaker } = actor
      if (speaker.busy !== null || speaker.status === 'E') continue
      if (!random.once(speaker.status === 'T' ? 2 : 6)) continue
      const target = await this.targetFor(actor)
      if (target === null) continue
      const isFree = target.oids.every((oid) =>
        (exclusive.get(oid) ?? []).every((pid) => pid === speaker.pid),
      )
      if (!isFree && (mood === 'free' || !random.once(2))) this.context.count('look not possible')
      else await this.own(actor, target)
      if (actor.lasting && speaker.busy === null && speaker.status === 'T' && random.once(2))
        await this.snapshot(actor)
    }
    if (random.once(3)) await this.server()
  }

  /** Everything, when nobody holds a table in ACCESS EXCLUSIVE mode. */
  async all(actors: readonly Actor[]): Promise<void> {
    const none = new Map<number, number[]>()
    for (const target of this.targets.near) {
      await this.committed(target, false, none)
      await this.pages(target, none)
    }
    for (const target of this.targets.far) await this.committed(target, true, none)
    for (const actor of actors) {
      if (actor.speaker.busy !== null || actor.speaker.status === 'E') continue
      for (const target of this.targetsOf(actor.speaker)) await this.own(actor, target)
    }
    await this.server()
  }

  /** A session is about to send this: what looks that wait, and its own failed block, will see then is put down. */
  async beforeEnd(actor: Actor, sql: string): Promise<void> {
    const { speaker } = actor
    const isRollback = /^ROLLBACK( AND CHAIN)?$/.test(sql) || (/^COMMIT/.test(sql) && speaker.status === 'E')
    for (const standing of this.standing) {
      const { look, target } = standing
      const isCommit = /^COMMIT/.test(sql) && speaker.status === 'T'
      standing.why = null
      if (isCommit && (actor.lasting || standing.actor.lasting)) standing.why = 'a snapshot was older'
      if (standing.actor.lasting) continue
      const viewer = isCommit ? speaker.pid : standing.actor.speaker.pid
      this.put({ kind: 'expected', look, viewer, tables: target.keys })
    }
    if (speaker.status !== 'E' || !isRollback) return
    const target = this.context.random.pick(this.targetsOf(speaker))
    const look = ++this.looks
    this.put({ kind: 'expected', look, viewer: speaker.pid, tables: target.keys })
    this.standing.push({ look, actor, target, how: 'after failure', answer: null, isSent: false, why: null })
  }

  /** What has been answered since; others that have gone on may have changed what a look was to see. */
  async resolve(answered: readonly { actor: Actor; sql: string; answer: Answer }[]): Promise<void> {
    const others = answered.length > 1 ? 'another statement went first' : null
    const still: Standing[] = []
    for (const standing of this.standing) {
      const { look, actor, target, how, answer, isSent, why } = standing
      const wrong = why ?? others
      if (isSent && answer === null) {
        if (others !== null) standing.why = others
        still.push(standing)
      } else if (wrong !== null || (answer !== null && answer.error !== null)) {
        this.put({ kind: 'dropped', look, why: wrong ?? answer?.error ?? '' })
      } else if (answer !== null) this.seen(look, how, target, answer)
      else if (actor.speaker.status === 'I') {
        const exclusive = await this.context.keeper.exclusive()
        if (target.oids.some((oid) => exclusive.has(oid)))
          this.put({ kind: 'dropped', look, why: 'locked again' })
        else this.seen(look, how, target, await actor.speaker.query(query(target.name)))
      } else this.put({ kind: 'dropped', look, why: 'it did not end' })
    }
    this.standing = still
    if (answered.length > 0) await this.sync()
  }

  beforeCrash(): void {
    for (const { look } of this.standing) this.put({ kind: 'dropped', look, why: 'crash' })
    for (const isFar of [false, true]) {
      for (const target of isFar ? this.targets.far : this.targets.near) {
        const look = ++this.looks
        this.put({ kind: 'expected', look, viewer: null, tables: target.keys })
        this.beforeTheCrash.push({ look, target, isFar })
      }
    }
  }

  async afterCrash({ beforeTheCrash }: Looks): Promise<void> {
    for (const { look, target, isFar } of beforeTheCrash) {
      const speaker = isFar ? this.context.far : this.context.near
      this.seen(look, 'after crash', target, await speaker.query(query(target.name)))
    }
    await this.sync()
  }

  async close(): Promise<void> {
    const { near, far } = this.context
    for (const { connection } of [near, far]) {
      connection.close()
      await connection.ended
    }
  }

  private async committed(target: Target, isFar: boolean, exclusive: Map<number, number[]>): Promise<void> {
    if (target.oids.some((oid) => exclusive.has(oid))) {
      this.context.count('look not possible')
      return
    }
    const look = ++this.looks
    this.put({ kind: 'expected', look, viewer: null, tables: target.keys })
    const speaker = isFar ? this.context.far : this.context.near
    this.seen(look, 'committed', target, await speaker.query(query(target.name)))
    await this.sync()
  }

  private async own(actor: Actor, target: Target): Promise<void> {
    const look = ++this.looks
    const { speaker } = actor
    this.put({ kind: 'expected', look, viewer: speaker.pid, tables: target.keys })
    const standing: Standing = { look, actor, target, how: 'own', answer: null, isSent: true, why: null }
    this.standing.push(standing)
    void speaker.query(query(target.name)).then((answer) => {
      standing.answer = answer
    })
    await this.context.rest()
    if (speaker.busy !== null) {
      standing.how = 'after waiting'
      this.context.count('look waits')
    } else await this.resolve([])
  }

  private async snapshot({ speaker }: Actor): Promise<void> {
    const [row] = await speaker.rows('SELECT pg_current_snapshot()')
    await this.sync()
    const [xmin, xmax, list] = (row?.[0] ?? '').split(':')
    const inProgress = list ? list.split(',').map(Number) : []
    this.put({ kind: 'snapshot', pid: speaker.pid, xmin: Number(xmin), xmax: Number(xmax), inProgress })
  }

  private async pages({ name, oids, keys }: Target, exclusive: Map<number, number[]>): Promise<void> {
    const [table] = keys
    if (oids.length > 1 || table === undefined || oids.some((oid) => exclusive.has(oid))) return
    this.put({ kind: 'pages', table, tuples: await pageTuples(this.context.near, name) })
    await this.sync()
  }

  private async server(): Promise<void> {
    const { keeper } = this.context
    const [row] = await keeper.rows(
      'SELECT pg_current_wal_insert_lsn(), pg_snapshot_xmax(pg_current_snapshot())',
    )
    const locks = await keeper.rows(
      `SELECT concat_ws(' ', pid, locktype, database, relation, page, tuple, transactionid, mode, granted)
      FROM pg_catalog.pg_locks WHERE locktype <> 'virtualxid' AND pid <> pg_backend_pid() ORDER BY 1`,
    )
    this.put({
      kind: 'server',
      lsn: row?.[0] ?? '',
      nextXid: row?.[1] ?? '',
      locks: locks.map(([lock]) => lock ?? ''),
    })
  }

  private seen(look: number, how: LookKind, target: Target, { columns, rows, error }: Answer): void {
    if (error !== null) {
      this.put({ kind: 'dropped', look, why: error })
      return
    }
    const [key = ''] = target.keys
    const database = key.split('.')[0] ?? ''
    this.put({
      ...{ kind: 'seen', look, how, columns: columns.slice(3) },
      rows: rows.map(([oid, ctid, xmin, ...values]) => ({
        ...{ place: `${database}.${oid} ${ctid}`, xmin: Number(xmin), values },
      })),
    })
  }

  /** One that is there for it. */
  private async targetFor({ speaker }: Actor): Promise<Target | null> {
    const { random, near } = this.context
    if (speaker.database !== near.database || !random.once(5)) return random.pick(this.targetsOf(speaker))
    const name = random.pick(passing)
    const [row] = await speaker.rows(`SELECT to_regclass('${name}')::oid`)
    await this.sync()
    return row?.[0] == null ? null : target([Number(row[0])], name, this.databases.near)
  }

  private targetsOf(speaker: Speaker): readonly Target[] {
    return speaker.database === this.context.near.database ? this.targets.near : this.targets.far
  }

  private put(entry: Entry): void {
    this.context.entries.push(entry)
  }
}

async function oidsOf(speaker: Speaker, name: string): Promise<number[]> {
  const rows = await speaker.rows(
    `SELECT '${name}'::regclass::oid UNION SELECT relid::oid FROM pg_partition_tree('${name}')`,
  )
  return rows.map(([oid]) => Number(oid))
}

function target(oids: readonly number[], name: string, database: number): Target {
  return { name, oids, keys: oids.map((oid) => `${database}.${oid}`) }
}
