/** All catalogues of the cluster: read from pages once for each database, kept up by their own WAL records. */
import type { Xid } from '../../client/journal.ts'
import type { PageSource } from '../page-source.ts'
import type { Transactions } from '../transactions.ts'
import { CatalogueDatabase } from './database.ts'
import { CatalogueView } from './view.ts'

/** template1: what all databases share is described in each; this one cannot be dropped by mistake. */
const TEMPLATE = 1

export class Catalogue {
  readonly #databases = new Map<number, CatalogueDatabase>()
  readonly #views = new Map<string, CatalogueView>()
  #shared: CatalogueDatabase | null = null
  /** Grows with each change that may be seen: what has been looked up under another version may be old. */
  version = 0

  constructor(
    private readonly pages: PageSource,
    private readonly transactions: Transactions,
  ) {}

  /** The catalogues of a database (0: those that all share), read now if they are not known. */
  database(number: number): CatalogueDatabase {
    if (number === 0) {
      this.#shared ??= new CatalogueDatabase(
        0,
        this.pages,
        this.transactions,
        ([...this.#databases.values()][0] ?? this.database(TEMPLATE)).layouts,
      )
      return this.#shared
    }
    const known = this.#databases.get(number)
    if (known) return known
    const database = new CatalogueDatabase(number, this.pages, this.transactions)
    this.#databases.set(number, database)
    return database
  }

  isKnown(number: number): boolean {
    return number === 0 ? this.#shared !== null : this.#databases.has(number)
  }

  /** What `top` sees at this moment, and at any later one; 0: what is committed. */
  view(number: number, top: Xid): CatalogueView {
    const key = `${number}/${top}`
    let view = this.#views.get(key)
    if (!view) {
      const database = this.database(number || TEMPLATE)
      view = new CatalogueView(database, this.database(0), this.transactions, top)
      this.#views.set(key, view)
    }
    return view
  }

  /** A transaction is over: its view is not asked for any more. */
  forget(top: Xid): void {
    for (const key of [...this.#views.keys()]) if (key.endsWith(`/${top}`)) this.#views.delete(key)
  }

  /** Pages are read anew when they are next asked. */
  reread(): void {
    this.#databases.clear()
    this.#views.clear()
    this.#shared = null
    this.version++
  }
}
