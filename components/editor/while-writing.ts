/** What helps while one writes: brackets and quotes that close, completion. Loaded when an editor is first used. */
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import { type Extension, Prec } from '@codemirror/state'
import { keymap } from '@codemirror/view'
import { type CatalogueLookup, completion } from './completion.ts'

/** Comes after the editor's own keys, and must have Backspace before them. */
export function whileWriting(lookup: CatalogueLookup): Extension {
  return [closeBrackets(), Prec.high(keymap.of(closeBracketsKeymap)), completion(lookup)]
}
