/** `lessons check --watch`: checks all lessons, then each one again that was saved, until the user ends it. */
import { type FSWatcher, watch } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { CommandError, type Environment, sentences } from '../command.ts'
import { type CheckOrder, checkAll } from './check.ts'
import { type LoadedLesson, nameLessons } from './load.ts'

/** Editors write a file in several steps. In milliseconds. */
const quiet = 100

/** Settles with 0 when the user has ended it. */
export async function watchLessons(order: CheckOrder, environment: Environment): Promise<number> {
  const { signal, stdout, stderr } = environment
  const changes = new Changes(foldersOf(order.files, environment))
  let known = new Map<string, string>()
  try {
    while (!signal.aborted) {
      const changed = changes.next(signal)
      try {
        const { lessons } = await checkAll(order, environment, (lesson) => isNew(lesson, known))
        known = new Map(lessons.map((lesson) => [lesson.path, stateOf(lesson)]))
      } catch (error) {
        if (!(error instanceof CommandError)) throw error
        if (signal.aborted) break
        stderr.write(sentences(error))
      }
      stdout.write('Waiting for changes; Ctrl-C ends.\n')
      await changed
    }
  } finally {
    changes.close()
  }
  return 0
}

function isNew(lesson: LoadedLesson, known: ReadonlyMap<string, string>): boolean {
  return known.get(lesson.path) !== stateOf(lesson)
}

/** A lesson is another one, too, when one that it starts from is. */
function stateOf({ text, before }: LoadedLesson): string {
  return JSON.stringify([text, before.map(({ cells }) => cells.map(({ source }) => source))])
}

function foldersOf(files: readonly string[], environment: Environment): string[] {
  return [
    ...new Set(
      nameLessons(files, environment).map(({ path, isFolder }) => (isFolder ? path : dirname(path))),
    ),
  ].map((folder) => resolve(folder))
}

/** Tells when something in folders has changed. */
class Changes {
  readonly #watchers: FSWatcher[]
  #tell: () => void = () => {}

  constructor(folders: readonly string[]) {
    this.#watchers = folders.map((folder) => watch(folder, () => this.#tell()))
  }

  /** Settles when something has changed from now on and nothing more does, or when the signal is aborted. */
  next(signal: AbortSignal): Promise<void> {
    return new Promise((settle) => {
      let timer: NodeJS.Timeout | undefined
      this.#tell = () => {
        clearTimeout(timer)
        timer = setTimeout(settle, quiet)
      }
      if (signal.aborted) settle()
      signal.addEventListener('abort', () => settle(), { once: true })
    })
  }

  close(): void {
    for (const watcher of this.#watchers) watcher.close()
  }
}
