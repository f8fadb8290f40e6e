/**
 * A tiny MVCC of another kind than the product's: no xids, no row versions, no snapshots as numbers, but copies of whole
 * tables. It decides what random sessions may do, tells a scene of it, and knows what each session sees.
 */
import type { IsolationLevel, Place } from '../../../lib/postgres/client/journal.ts'
import { isLasting, Scene } from './scene.ts'

interface Row {
  qty: string
  place: Place
}
type Rows = Map<string, Row | null>

interface Session {
  name: string
  isolation: IsolationLevel
  status: 'I' | 'T' | 'E'
  /** A copy of what was committed, at REPEATABLE READ and above. */
  base: Rows | null
  /** What it wrote: of the transaction, then of each savepoint. */
  layers: { name: string; rows: Rows; writes: number }[]
  /** The key for which it waits. */
  waits: string | null
}

export interface Step {
  who: number
  what: string
  key: string
  qty: number
}

export class Reference {
  readonly scene = new Scene()
  readonly sessions: Session[] = []
  committed: Rows = new Map()

  constructor(names: readonly string[]) {
    for (const name of names) this.#connect(name)
  }

  /** What the sessions see, and what is committed: by name, keys with quantities. */
  seen(): Record<string, Record<string, string>> {
    const seen: Record<string, Record<string, string>> = { committed: plain(this.committed) }
    for (const session of this.sessions) {
      seen[session.name] = plain(session.status === 'E' ? this.committed : this.#visible(session))
    }
    return seen
  }

  pending(): Record<string, number> {
    return Object.fromEntries(
      this.sessions.map(({ name, layers }) => [name, layers.reduce((sum, { writes }) => sum + writes, 0)]),
    )
  }

  /** Does it, if it can be done; who waited for what is free now goes on at once. */
  take({ who, what, key, qty }: Step): void {
    const session = this.sessions[who % this.sessions.length]
    if (!session) return
    this.#do(session, what, key, String(qty))
    for (const waiter of this.sessions) {
      if (waiter.waits !== null && this.#holder(waiter, waiter.waits) === undefined)
        this.#goOn(waiter, String(qty))
    }
    const waits = this.sessions.flatMap((waiter) => {
      const holder = waiter.waits === null ? undefined : this.#holder(waiter, waiter.waits)
      return holder ? [{ of: waiter.name, for: [holder.name] }] : []
    })
    if (waits.length > 0) this.scene.waits(...waits)
  }

  #do(session: Session, what: string, key: string, qty: string): void {
    const { status, name } = session
    if (what === 'crash') this.#crash()
    else if (session.waits !== null) return
    else if (what === 'close') this.#close(session)
    else if (what === 'commit' || what === 'rollback') this.#end(session, what)
    else if (what === 'rollbackTo') this.#rollbackTo(session, savepointOf(key))
    else if (status === 'E') this.scene.fail(name, 'SELECT', '25P02')
    else if (what === 'begin' || what === 'beginRepeatable' || what === 'beginSerializable') {
      this.#begin(session, levels[what] ?? 'read committed')
    } else if (what === 'query') {
      this.#look(session)
      this.scene.query(name)
    } else if (what === 'fail') {
      this.scene.fail(name, 'SELECT 1/0', '22012')
      this.#failed(session)
    } else if (what === 'savepoint') this.#savepoint(session, savepointOf(key))
    else if (what === 'release') this.#release(session, savepointOf(key))
    else this.#write(session, what, key, qty)
  }

  #write(session: Session, what: string, key: string, qty: string): void {
    const holder = this.#holder(session, key)
    if (holder && holder.waits !== null) return
    this.#look(session)
    const mine = this.#visible(session).get(key) ?? null
    if (what === 'insert') {
      if (holder || mine !== null || this.#newest(session, key) !== null) this.scene.query(session.name)
      else this.#done(session, key, 'INSERT', { qty, place: { block: 0, offset: 0 } }, null)
    } else if (mine === null) this.scene.query(session.name)
    else if (holder) {
      session.waits = key
      this.scene.start(session.name, 'UPDATE')
    } else this.#change(session, key, what === 'delete' ? null : qty, mine)
  }

  /** The lock is free: READ COMMITTED reads the row again, others may not. */
  #goOn(session: Session, qty: string): void {
    const key = session.waits ?? ''
    session.waits = null
    const mine = isLasting(session.isolation)
      ? (this.#visible(session).get(key) ?? null)
      : this.#newest(session, key)
    if (mine === null) this.scene.query(session.name, 'UPDATE 0')
    else this.#change(session, key, qty, mine)
  }

  #change(session: Session, key: string, qty: string | null, mine: Row): void {
    if (this.#newest(session, key) !== mine) {
      this.scene.fail(session.name, 'UPDATE', '40001')
      this.#failed(session)
      return
    }
    const row = qty === null ? null : { qty, place: { block: 0, offset: 0 } }
    this.#done(session, key, qty === null ? 'DELETE' : 'UPDATE', row, mine)
  }

  #done(session: Session, key: string, tag: string, row: Row | null, old: Row | null): void {
    this.scene.query(session.name, tag, {
      write: (writer) => {
        if (row === null) {
          if (old) writer.delete(old.place, [key, old.qty])
        } else if (old === null) row.place = writer.insert([key, row.qty])
        else row.place = writer.update(old.place, [key, old.qty], [key, row.qty])
      },
    })
    const layer = session.layers.at(-1)
    if (layer) {
      layer.rows.set(key, row)
      layer.writes++
    } else this.#commitRows(new Map([[key, row]]))
  }

  /** The first query at REPEATABLE READ and above copies what is committed. */
  #look(session: Session): void {
    if (session.status === 'T' && isLasting(session.isolation)) session.base ??= new Map(this.committed)
  }

  #visible(session: Session): Rows {
    const rows = new Map(session.base ?? this.committed)
    for (const layer of session.layers) for (const [key, row] of layer.rows) rows.set(key, row)
    return rows
  }

  /** Committed, or its own. */
  #newest(session: Session, key: string): Row | null {
    const layer = session.layers.findLast(({ rows }) => rows.has(key))
    return (layer ? layer.rows : this.committed).get(key) ?? null
  }

  #holder(session: Session, key: string): Session | undefined {
    return this.sessions.find((other) => other !== session && other.layers.some(({ rows }) => rows.has(key)))
  }

  #savepoint(session: Session, key: string): void {
    if (session.status !== 'T') return
    session.layers.push({ name: key, rows: new Map(), writes: 0 })
    this.scene.savepoint(session.name, key)
  }

  #begin(session: Session, isolation: IsolationLevel): void {
    if (session.status !== 'I') return
    Object.assign(session, { isolation, status: 'T', layers: [{ name: '', rows: new Map(), writes: 0 }] })
    this.scene.begin(session.name, isolation)
  }

  #end(session: Session, how: 'commit' | 'rollback'): void {
    if (session.status === 'I') return
    if (session.status === 'T' && how === 'commit')
      for (const { rows } of session.layers) this.#commitRows(rows)
    this.#idle(session)
    this.scene[how](session.name)
  }

  #rollbackTo(session: Session, key: string): void {
    const at = session.layers.findLastIndex(({ name }) => name === key)
    if (session.status === 'I' || at < 1) return
    session.layers = [...session.layers.slice(0, at), { name: key, rows: new Map(), writes: 0 }]
    session.status = 'T'
    this.scene.rollbackTo(session.name, key)
  }

  #release(session: Session, key: string): void {
    const at = session.layers.findLastIndex(({ name }) => name === key)
    const below = session.layers[at - 1]
    if (session.status !== 'T' || at < 1 || !below) return
    for (const { rows, writes } of session.layers.splice(at)) {
      for (const [each, row] of rows) below.rows.set(each, row)
      below.writes += writes
    }
    this.scene.release(session.name, key)
  }

  /** The transaction is rolled back at once, or the innermost savepoint is. */
  #failed(session: Session): void {
    if (session.status === 'I') return
    session.status = 'E'
    const layer = session.layers.at(-1)
    if (layer) Object.assign(layer, { rows: new Map(), writes: 0 })
  }

  #close(session: Session): void {
    this.scene.close(session.name)
    this.sessions.splice(this.sessions.indexOf(session), 1)
    this.#connect(session.name)
  }

  #crash(): void {
    const names = this.sessions.map(({ name }) => name)
    this.scene.crash()
    this.sessions.length = 0
    for (const name of names) this.#connect(name)
  }

  #connect(name: string): void {
    this.sessions.push({
      name,
      isolation: 'read committed',
      status: 'I',
      base: null,
      layers: [],
      waits: null,
    })
    this.scene.open(name)
  }

  #idle(session: Session): void {
    Object.assign(session, { isolation: 'read committed', status: 'I', base: null, layers: [] })
  }

  #commitRows(rows: Rows): void {
    this.committed = new Map([...this.committed, ...rows])
  }
}

const levels: Record<string, IsolationLevel> = {
  beginRepeatable: 'repeatable read',
  beginSerializable: 'serializable',
}

function plain(rows: Rows): Record<string, string> {
  return Object.fromEntries([...rows].flatMap(([key, row]) => (row === null ? [] : [[key, row.qty]])))
}

/** Two names only, so that a savepoint often hides another one of the same name. */
function savepointOf(key: string): string {
  return key < 'c' ? 's1' : 's2'
}
