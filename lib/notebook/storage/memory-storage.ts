/** Storage where there is none: work lasts as long as the object does. Commands and tests use it. */
import type { KeptSessions } from '../model.ts'
import type { KeptWork, NotebookStorage, WorkKey } from '../storage.ts'
import { keyText } from './records.ts'

/** A storage in memory; `problem` is what it says of itself. */
export function createMemoryStorage(problem: string | null = null): NotebookStorage {
  const kept = new Map<string, KeptWork>()
  const of = (key: WorkKey): KeptWork => kept.get(keyText(key)) ?? { source: null, run: null }
  const sessions = new Map<string, KeptSessions>()
  return {
    problem,
    load: async (keys) => keys.map(of),
    saveSource: (key, source) => void kept.set(keyText(key), { ...of(key), source }),
    saveRun: (key, run) => void kept.set(keyText(key), { ...of(key), run }),
    loadSessions: async (lesson) => sessions.get(lesson) ?? { own: [], moved: {} },
    saveSessions: (lesson, specs) => void sessions.set(lesson, specs),
    onOtherTab: () => () => {},
    onProblem: () => () => {},
    flush: async () => {},
  }
}
