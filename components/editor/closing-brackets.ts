/** Brackets and quotes that close by themselves. */
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import { type Extension, Prec } from '@codemirror/state'
import { keymap } from '@codemirror/view'

/** Comes after the editor's own keys, and must have Backspace before them. */
export const closingBrackets: Extension = [closeBrackets(), Prec.high(keymap.of(closeBracketsKeymap))]
