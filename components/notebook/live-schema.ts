/**
 * What the databases of a lesson have, for completion. It is asked again only when a run may have changed it, and only
 * when somebody types; who types never waits: they get what is known.
 */
import type { CellOutput, NotebookState, SessionState } from '../../lib/notebook/model.ts'
import type { Notebook } from '../../lib/notebook/runner.ts'
import type { Catalogue, CatalogueOptions, CatalogueSchema } from '../../lib/postgres/client/catalogue.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { part } from '../primitives/parts-of-the-page.ts'

const loadCatalogue = part(() => import('../../lib/postgres/client/catalogue.ts'))

/** Command tags after which the catalogue may be another one; CREATE TABLE AS has the tag SELECT without rows. */
const changing = /^(CREATE|ALTER|DROP|COMMIT|ROLLBACK|SELECT|DO|CALL|IMPORT)\b/

interface Known {
  catalogue: Catalogue | null
  /** PostgreSQL's own schemas, which do not change. */
  system: CatalogueSchema[] | null
  stale: boolean
  asking: boolean
}

export class LiveSchema {
  readonly #notebook: Notebook
  readonly #known = new Map<string, Known>()
  readonly #stop: () => void
  #before: NotebookState

  constructor(notebook: Notebook) {
    this.#notebook = notebook
    this.#before = notebook.getState()
    this.#stop = notebook.subscribe(() => this.#look(notebook.getState()))
  }

  /** What is known for a session, and asks for news if there may be some. Null while nothing is known. */
  current(session: string): Catalogue | null {
    const state = this.#notebook.getState()
    const whose = state.sessions[session]
    const server = this.#notebook.server()
    if (!whose || !server || state.server.kind !== 'ready') return null
    const known = this.#of(whose)
    if (known.stale && !known.asking) void this.#ask(known, server, whose)
    return known.catalogue
  }

  close(): void {
    this.#stop()
  }

  /** Sessions of one role in one database see the same. */
  #of({ role, database }: SessionState): Known {
    const key = JSON.stringify([role, database])
    const known = this.#known.get(key) ?? { catalogue: null, system: null, stale: true, asking: false }
    this.#known.set(key, known)
    return known
  }

  /** A look that fails costs a completion, no more: the role may not log in yet, or the server has just gone. */
  async #ask(known: Known, server: Server, { role, database }: SessionState): Promise<void> {
    known.asking = true
    known.stale = false
    const options: CatalogueOptions = { system: known.system === null }
    try {
      const { readCatalogue } = await loadCatalogue()
      const read = await readCatalogue(server, { user: role, database }, options)
      known.system ??= read.schemas.filter(({ name }) => isSystem(name))
      const own = read.schemas.filter(({ name }) => !isSystem(name))
      known.catalogue = { ...read, schemas: [...own, ...known.system] }
    } catch (error) {
      console.debug('completion: the catalogue could not be read', error)
      known.catalogue = null
    } finally {
      known.asking = false
    }
  }

  #look(after: NotebookState): void {
    const before = this.#before
    this.#before = after
    if (after.epoch !== before.epoch) {
      this.#known.clear()
      return
    }
    const changed = after.order.some((id) => {
      const ended = before.cells[id]?.activity.kind === 'running' && after.cells[id]?.activity.kind === 'idle'
      return ended && after.cells[id]?.run?.outputs.some(mayHaveChanged)
    })
    if (changed) for (const known of this.#known.values()) known.stale = true
  }
}

function isSystem(schema: string): boolean {
  return schema === 'information_schema' || schema.startsWith('pg_')
}

function mayHaveChanged(output: CellOutput): boolean {
  return output.kind === 'tag' && changing.test(output.tag)
}
