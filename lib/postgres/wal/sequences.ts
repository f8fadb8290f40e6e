/**
 * Values of sequences. The WAL has them 32 ahead (SEQ_LOG_VALS), and no record for the values between; what last_value
 * says is on the sequence's page. Source: commands/sequence.c (nextval_internal, seq_redo).
 */
import type { Xid } from '../client/journal.ts'
import { tupleAt } from './records/page.ts'
import type { WalRecord } from './records/record.ts'
import { TUPLE_HEADER } from './records/tuple.ts'
import type { Scene } from './scene.ts'
import { relationName } from './values/identifiers.ts'

/** So many sequences are looked at after each part: the last ones that were used. */
const MOST_WATCHED = 8

interface Watched {
  tablespace: number
  database: number
  file: number
  oid: number
  name: string
  value: string | null
}

export class Sequences {
  readonly #watched = new Map<string, Watched>()
  /** Written in this part. */
  readonly #written = new Set<Watched>()

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
    const watched = { tablespace, database, file, oid, name: relationName(view, oid), value }
    this.#watched.delete(key)
    this.#watched.set(key, watched)
    this.#written.add(watched)
    for (const oldest of this.#watched.keys()) {
      if (this.#watched.size <= MOST_WATCHED) break
      this.#watched.delete(oldest)
    }
  }

  /** Tells the values that have changed. Who took one without a record of it is not known. */
  look(end: number): void {
    const { scene } = this
    for (const watched of this.#watched.values()) {
      const value = this.#lastValue(watched)
      if (value === null || value === watched.value) continue
      watched.value = value
      const statement = this.#written.has(watched) ? scene.statement : null
      const written = { lsn: scene.positions.toEndLsn(end), statement }
      scene.emit({ type: 'sequence', written, name: watched.name, oid: watched.oid, value })
    }
    this.#written.clear()
  }

  /** Null while no value has been taken, or if its file is gone. */
  #lastValue({ tablespace, database, file, value }: Watched): string | null {
    const [page] = this.scene.pages.relation(tablespace, database, file)
    const tuple = page && tupleAt(page, 1)
    if (!tuple) return null
    const at = tuple.start + tuple.hoff - TUPLE_HEADER
    const view = new DataView(tuple.bytes.buffer, tuple.bytes.byteOffset + at)
    const isCalled = view.getUint8(16) !== 0
    return isCalled || value !== null ? String(view.getBigInt64(0, true)) : null
  }
}
