/** Line numbers, where they help: in a long text, and where an error names a line. */
import type { Extension } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import { errorMark } from './error-mark.ts'
import { numberedFrom } from './static-text.tsx'

/** From the same length on as in the static text, or while an error is marked; theme.ts hides them otherwise. */
export const numbersWhereTheyHelp: Extension = [
  lineNumbers(),
  EditorView.editorAttributes.compute(['doc', errorMark], (state) => ({
    class: state.doc.lines >= numberedFrom || state.field(errorMark).size > 0 ? 'cm-numbered' : '',
  })),
]
