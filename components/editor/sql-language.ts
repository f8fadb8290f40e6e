/** SQL in an editor, with completion from the database of now. */
import { LanguageSupport } from '@codemirror/language'
import { part } from '../primitives/parts-of-the-page.ts'
import type { CatalogueLookup } from './completion.ts'
import { type EditorLanguage, tabCharacter } from './editor-language.ts'
import { whenFocused } from './later.ts'
import { postgres } from './postgres-dialect.ts'

const loadHelp = part(() => import('./while-writing.ts'))

export function editorLanguage(catalogue: CatalogueLookup): EditorLanguage {
  return {
    extension: [
      new LanguageSupport(postgres.language),
      whenFocused(() => loadHelp().then(({ whileWritingSql }) => whileWritingSql(catalogue))),
    ],
    tab: tabCharacter,
  }
}
