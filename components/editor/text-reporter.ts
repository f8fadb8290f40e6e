/** Tells the page what has been typed: at once while the text is short, with a short rest between while it is long. */
import type { EditorState, Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'

/** In UTF-16 units. To make a string of a million of them for each key would be felt. */
const longText = 50_000
/** Milliseconds; well within the 500 ms in which a text is kept. */
const rest = 200

export interface TextReporter {
  extension: Extension
  /** Tells now what has not been told. */
  flush(): void
}

/** `state` gives the editor's state at the moment of telling. */
export function textReporter(state: () => EditorState, tell: (text: string) => void): TextReporter {
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    tell(state().doc.toString())
  }
  return {
    flush,
    extension: EditorView.updateListener.of((update) => {
      if (!update.docChanged) return
      if (update.state.doc.length <= longText) tell(update.state.doc.toString())
      else timer ??= setTimeout(flush, rest)
    }),
  }
}
