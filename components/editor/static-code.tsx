/** Code as coloured text. For the build only: a page that imports this loads the grammars before they are needed. */
import type { CellLanguage } from '../../lib/lesson/lesson.ts'
import { highlightCode } from './highlight-code.ts'
import { CodeLines } from './static-text.tsx'

/** The source in the colours of the editor. */
export function StaticCode({ source, language }: { source: string; language: CellLanguage }) {
  return <CodeLines lines={highlightCode(source, language)} />
}
