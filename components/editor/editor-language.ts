/** What an editor must know of the language that is written in it: each language is a file that is loaded with its cells. */
import { insertTab } from '@codemirror/commands'
import type { Extension } from '@codemirror/state'
import type { Command } from '@codemirror/view'

export interface EditorLanguage {
  /** Grammar, colours, and what helps while one writes. */
  extension: Extension
  /** Tab, where nothing is selected. */
  tab: Command
}

/** Up to the next place where the language would indent. */
export const blanksToNextStop: Command = ({ state, dispatch }) => {
  const { from } = state.selection.main
  const column = from - state.doc.lineAt(from).from
  dispatch(state.update(state.replaceSelection(' '.repeat(4 - (column % 4))), { userEvent: 'input' }))
  return true
}

export const tabCharacter: Command = insertTab
