/** What helps while one writes SQL: brackets and quotes that close, completion. Loaded when an editor is first used. */
import type { Extension } from '@codemirror/state'
import { closingBrackets } from './closing-brackets.ts'
import { type CatalogueLookup, completion } from './completion.ts'

export function whileWritingSql(lookup: CatalogueLookup): Extension {
  return [closingBrackets, completion(lookup)]
}
