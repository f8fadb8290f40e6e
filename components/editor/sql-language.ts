/** SQL in an editor, with completion from the database of now. */
import { LanguageSupport } from '@codemirror/language'
import type { CatalogueLookup } from './completion.ts'
import { type EditorLanguage, tabCharacter } from './editor-language.ts'
import { whenFocused } from './later.ts'
import { postgres } from './postgres-dialect.ts'

export function editorLanguage(catalogue: CatalogueLookup): EditorLanguage {
  return {
    extension: [
      new LanguageSupport(postgres.language),
      whenFocused(() =>
        import('./while-writing.ts').then(({ whileWritingSql }) => whileWritingSql(catalogue)),
      ),
    ],
    tab: tabCharacter,
  }
}
