/**
 * The editors' states outside React: an editor that comes back has its text and its undo history, also after a reload
 * of the tab (sessionStorage). The text itself is kept by the notebook; what is here is only the way back.
 */
import { historyField } from '@codemirror/commands'
import { EditorState, type EditorStateConfig } from '@codemirror/state'

const fields = { history: historyField }
const states = new Map<string, EditorState>()
/** A longer history is not kept over a reload. In UTF-16 units of JSON. */
const mostKept = 200_000

/** Remembers the state that an editor had. */
export function keepState(key: string, state: EditorState): void {
  states.set(key, state)
}

/** A state with this text: the one that was kept, if it has the same text; else a fresh one. */
export function takeState(key: string, text: string, config: EditorStateConfig): EditorState {
  const json = states.get(key)?.toJSON(fields) ?? fromSession(key)
  if (json?.doc !== text) return EditorState.create({ ...config, doc: text })
  try {
    return EditorState.fromJSON(json, config, fields)
  } catch {
    // Written by another version of this page.
    return EditorState.create({ ...config, doc: text })
  }
}

/** Writes the history where a reload finds it; a refusing or full storage only costs the undo. */
export function keepOverReload(key: string, state: EditorState): void {
  const json = JSON.stringify(state.toJSON(fields))
  if (json.length > mostKept) return
  try {
    sessionStorage.setItem(storageKey(key), json)
  } catch {
    // No way back, but nothing typed is lost.
  }
}

function fromSession(key: string): { doc?: unknown } | null {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey(key)) ?? 'null')
  } catch {
    return null
  }
}

function storageKey(key: string): string {
  return `undo ${key}`
}
