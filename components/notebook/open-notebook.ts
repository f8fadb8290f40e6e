/** Makes a lesson's notebook in the browser: its storage, its server when it is wanted, its schema for completion. */
import type { SessionSpec } from '../../lib/lesson/lesson.ts'
import type { CellSpec } from '../../lib/notebook/model.ts'
import { createNotebook, type Notebook, type NotebookOptions } from '../../lib/notebook/runner.ts'
import { createBrowserStorage } from '../../lib/notebook/storage/browser-storage.ts'
import { loadEditor } from '../editor/load-editor.ts'
import { loadAhead } from '../primitives/parts-of-the-page.ts'
import { JournalFeed } from '../transactions/journal-feed.ts'
import { JournalStore } from '../transactions/journal-store.ts'
import { LiveSchema } from './live-schema.ts'
import { RelationNames } from './relation-names.ts'
import { whenIdle } from './when-idle.ts'

/** What runs cells; the app knows where it comes from. None is called before it is wanted. */
export type Engine = Pick<NotebookOptions, 'startServer' | 'openSession' | 'openWaits' | 'startKernel'>

/** What a notebook is opened for. */
export interface OpenedLesson {
  lesson: string
  cells: readonly CellSpec[]
  sessions: readonly SessionSpec[]
  engine: Engine
}

export interface LiveNotebook {
  notebook: Notebook
  schema: LiveSchema
  relations: RelationNames
  /** What the server's sessions and transactions have done. */
  journal: JournalStore
  /** Ends the server and writes what is still to be kept. */
  close(): void
}

/** `unavailable` says why cells cannot run in this page. Else the first run starts the server, or a page come to rest. */
export function openNotebook(lesson: OpenedLesson, unavailable: string | null): LiveNotebook {
  const storage = createBrowserStorage()
  const journal = new JournalStore()
  const feed = new JournalFeed(journal)
  const notebook = createNotebook({
    ...lesson,
    ...lesson.engine,
    startServer: () => feed.follow(lesson.engine.startServer()),
    storage,
    observer: feed,
    ...(unavailable === null ? {} : { unavailable }),
  })
  feed.watch(notebook)
  const schema = new LiveSchema(notebook)
  // A lesson without sessions may need no server at all.
  const wanted = unavailable === null && lesson.sessions.length > 0
  const stopWaiting = whenIdle(() => {
    const started = wanted ? startAfterEditors(notebook) : Promise.resolve()
    void started.then(() => loadTheRest(lesson))
  })
  return {
    notebook,
    schema,
    relations: new RelationNames(notebook),
    journal,
    close() {
      stopWaiting()
      schema.close()
      notebook.dispose()
      feed.close()
      void storage.dispose()
    },
  }
}

/** What one types in comes before what runs it. A Run that is pressed meanwhile starts the server itself. */
async function startAfterEditors(notebook: Notebook): Promise<void> {
  await loadEditor()
  notebook.dispatch({ type: 'start-requested' })
}

/** What may be wanted when the network is away. Last of all: nobody waits for it. */
async function loadTheRest({ cells }: OpenedLesson): Promise<void> {
  await loadAhead('every page')
  if (cells.some(({ language }) => language === 'python')) await loadAhead('Python')
}
