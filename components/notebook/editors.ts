/** The mounted editors of a notebook by cell, what is selected in them, and who waits for one. Knows nothing of React. */
import type { EditorHandle } from '../editor/editor-handle.ts'

export class Editors {
  readonly #handles = new Map<string, EditorHandle>()
  readonly #waiting = new Map<string, (handle: EditorHandle) => void>()
  readonly #selected = new Set<string>()
  readonly #listeners = new Set<() => void>()

  /** The editor of this cell, if it is mounted. */
  get(cell: string): EditorHandle | undefined {
    return this.#handles.get(cell)
  }

  /** Called when an editor is mounted; returns what takes it away again. */
  add(cell: string, handle: EditorHandle): () => void {
    this.#handles.set(cell, handle)
    this.#waiting.get(cell)?.(handle)
    this.#waiting.delete(cell)
    return () => {
      if (this.#handles.get(cell) !== handle) return
      this.#handles.delete(cell)
      this.select(cell, false)
    }
  }

  /** Does it now, or as soon as the cell has an editor. */
  whenMounted(cell: string, act: (handle: EditorHandle) => void): void {
    const handle = this.#handles.get(cell)
    if (handle) act(handle)
    else this.#waiting.set(cell, act)
  }

  /** Tells whether something is selected in a cell. */
  select(cell: string, selected: boolean): void {
    if (this.#selected.has(cell) === selected) return
    if (selected) this.#selected.add(cell)
    else this.#selected.delete(cell)
    for (const listener of this.#listeners) listener()
  }

  isSelected(cell: string): boolean {
    return this.#selected.has(cell)
  }

  /** Hears when `isSelected` of some cell changes. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
