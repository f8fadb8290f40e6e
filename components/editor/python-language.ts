/** Python in an editor. Loaded by lessons that have such cells. */
import { pythonLanguage } from '@codemirror/lang-python'
import { LanguageSupport } from '@codemirror/language'
import { part } from '../primitives/parts-of-the-page.ts'
import { blanksToNextStop, type EditorLanguage } from './editor-language.ts'
import { whenFocused } from './later.ts'

const loadHelp = part(() => import('./while-writing-python.ts'), 'Python')

export function editorLanguage(): EditorLanguage {
  return {
    extension: [
      new LanguageSupport(pythonLanguage),
      whenFocused(() => loadHelp().then(({ whileWritingPython }) => whileWritingPython())),
    ],
    tab: blanksToNextStop,
  }
}
