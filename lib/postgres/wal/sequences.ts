/**
 * Values of sequences. The WAL has them 32 ahead (SEQ_LOG_VALS), and no record for the values between; what last_value
 * says is on the sequence's page. Source: commands/sequence.c (nextval_internal, seq_redo).
 */
import type { Lsn, StatementId, Xid } from '../client/journal.ts'
import { pageLsn, tupleAt } from './records/page.ts'
import type { WalRecord } from './records/record.ts'
import { TUPLE_HEADER } from './records/tuple.ts'
import { type Scene, writtenBy } from './scene.ts'
import { relationName } from './values/identifiers.ts'

/** So many sequences are looked at after each part: the last ones that were used. */
const MOST_WATCHED = 8
/** SEQ_LOG_VALS: how far nextval logs ahead. */
const LOGGED_AHEAD = 32n

interface Watched {
  tablespace: number
  database: number
  file: number
  oid: number
  name: string
  /** End of its last record. */
  lsn: Lsn
  statement: StatementId | null
  value: string | null
}

export class Sequences {
  readonly #watched = new Map<string, Watched>()

  constructor(private readonly scene: Scene) {}

  /** A record of a sequence's page. */
  add(record: WalRecord, top: Xid): void {
    const block = record.blocks[0]
    if (!block) return
    const { tablespace, database, file } = block
    const view = this.scene.catalogue.view(database, top)
    const relation = view.row('pg_class', file, 'relfilenode')
    if (!relation) return
    const oid = relation.number('oid')
    const key = `${database}/${oid}`
    const value = this.#watched.get(key)?.value ?? null
    this.#watched.delete(key)
    this.#watched.set(key, {
      ...{ tablespace, database, file, oid, name: relationName(view, oid), value },
      ...writtenBy(this.scene, record),
    })
    for (const oldest of this.#watched.keys()) {
      if (this.#watched.size <= MOST_WATCHED) break
      this.#watched.delete(oldest)
    }
  }

  /** Tells the values that have changed; `end` is the byte position up to which the WAL has been read. */
  look(end: number): void {
    const { scene } = this
    for (const watched of this.#watched.values()) {
      const seen = this.#see(watched)
      if (seen === null || seen.value === watched.value) continue
      watched.value = seen.value
      const { name, oid } = watched
      const lsn = scene.positions.toEndLsn(end)
      // Values that have no record of their own: who took them is not known.
      const statement = seen.isOfRecord ? watched.statement : null
      scene.emit({ type: 'sequence', written: { lsn, statement }, name, oid, value: seen.value })
    }
  }

  /** Null while no value has been taken, if its file is gone, and if the WAL has more of it than has been read. */
  #see({ tablespace, database, file, value, lsn }: Watched): { value: string; isOfRecord: boolean } | null {
    const [page] = this.scene.pages.relation(tablespace, database, file)
    const tuple = page && tupleAt(page, 1)
    if (!tuple || pageLsn(page) > lsn) return null
    const at = tuple.start + tuple.hoff - TUPLE_HEADER
    const view = new DataView(tuple.bytes.buffer, tuple.bytes.byteOffset + at)
    const isCalled = view.getUint8(16) !== 0
    if (!isCalled && value === null) return null
    const log = view.getBigInt64(8, true)
    return { value: String(view.getBigInt64(0, true)), isOfRecord: log === LOGGED_AHEAD || log === 0n }
  }
}
