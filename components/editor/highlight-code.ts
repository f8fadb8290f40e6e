/** Code as coloured pieces, line by line, with the editor's own grammars. Runs at build time: it needs no page. */
import { pythonLanguage } from '@codemirror/lang-python'
import { highlightCode as eachPiece } from '@lezer/highlight'
import type { CellLanguage } from '../../lib/lesson/lesson.ts'
import { codeColours } from './code-colours.ts'
import { postgres } from './postgres-dialect.ts'
import type { Piece } from './static-text.tsx'

const parsers = { sql: postgres.language.parser, python: pythonLanguage.parser }

/** One entry for each line, the last of which may be empty. */
export function highlightCode(source: string, language: CellLanguage): Piece[][] {
  const lines: Piece[][] = [[]]
  eachPiece(
    source,
    parsers[language].parse(source),
    codeColours,
    (text, classes) => lines.at(-1)?.push({ text, classes }),
    () => lines.push([]),
  )
  return lines
}
