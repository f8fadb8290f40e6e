/** What helps while one writes Python: brackets and quotes that close, names that the cell or Python has. */
import { autocompletion, completionKeymap } from '@codemirror/autocomplete'
import { globalCompletion, localCompletionSource } from '@codemirror/lang-python'
import type { Extension } from '@codemirror/state'
import { keymap } from '@codemirror/view'
import { closingBrackets } from './closing-brackets.ts'

export function whileWritingPython(): Extension {
  return [
    closingBrackets,
    autocompletion({ icons: false, override: [localCompletionSource, globalCompletion] }),
    keymap.of(completionKeymap),
  ]
}
