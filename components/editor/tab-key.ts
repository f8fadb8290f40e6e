/**
 * Tab must not trap who walks through the page by keyboard, and should indent for who writes: it indents once
 * somebody has typed or clicked in this visit to the editor, and leaves otherwise. Escape ends writing.
 */
import { indentLess, indentMore } from '@codemirror/commands'
import type { Extension } from '@codemirror/state'
import { type Command, EditorView, keymap } from '@codemirror/view'

/** One for each editor: it remembers whether this visit writes. `insert` is what Tab does where nothing is selected. */
export function tabKey(insert: Command): Extension {
  let writing = false
  let pressed = false
  const whileWriting =
    (command: Command): Command =>
    (view) =>
      writing && command(view)

  return [
    EditorView.domEventHandlers({
      pointerdown() {
        pressed = true
        writing = true
      },
      focus() {
        writing = pressed
        pressed = false
      },
      keydown(event) {
        if (event.key === 'Escape') writing = false
      },
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && update.view.hasFocus) writing = true
    }),
    keymap.of([
      {
        key: 'Tab',
        run: whileWriting((view) => (view.state.selection.main.empty ? insert(view) : indentMore(view))),
        shift: whileWriting(indentLess),
      },
    ]),
  ]
}
