/** Python in an editor. Loaded by lessons that have such cells. */
import { pythonLanguage } from '@codemirror/lang-python'
import { LanguageSupport } from '@codemirror/language'
import { blanksToNextStop, type EditorLanguage } from './editor-language.ts'
import { whenFocused } from './later.ts'

export function editorLanguage(): EditorLanguage {
  return {
    extension: [
      new LanguageSupport(pythonLanguage),
      whenFocused(() =>
        import('./while-writing-python.ts').then(({ whileWritingPython }) => whileWritingPython()),
      ),
    ],
    tab: blanksToNextStop,
  }
}
