/** What the rest of the page may do with a mounted editor. The editor owns its text; nobody else holds a copy. */
import type { TextRange } from '../../lib/postgres/client/outcome.ts'
import type { EditorLanguage } from './editor-language.ts'
import type { ErrorPlace } from './error-mark.ts'

export interface EditorHandle {
  focus(): void
  /** Puts the cursor where this point of the page is, in CSS pixels of the viewport. */
  focusAt(x: number, y: number): void
  /** The whole text, as it is now. */
  text(): string
  /** What is selected, or null if nothing is. */
  selection(): TextRange | null
  /** Makes the text this one by one change that can be undone. */
  replaceText(text: string): void
  /** Marks a token or a line of `inText`; does nothing if the text has changed since. Null takes the mark away. */
  markError(at: ErrorPlace | null, inText: string): void
  /** Tells what has not been told yet, keeps the undo history, and takes the editor out of the page. */
  destroy(): void
}

/** What an editor tells. */
export interface EditorListener {
  textChanged(text: string): void
  /** Whether something is selected. */
  selectionChanged(selected: boolean): void
  /** Shift+Enter (`goOn`) or Ctrl/Cmd+Enter. */
  runRequested(goOn: boolean): void
}

export interface EditorOptions {
  parent: HTMLElement
  /** Key under which text and undo history are kept while the page lives, unique among lessons. */
  key: string
  text: string
  /** Name for a screen reader: "cell 5, session main, SQL", "cell 6, Python". */
  label: string
  /** Id of the element that says which keys there are. */
  describedBy: string
  language: EditorLanguage
  listener: EditorListener
}
