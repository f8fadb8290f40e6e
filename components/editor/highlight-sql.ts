/** SQL as coloured pieces, line by line, with the editor's own grammar. Runs at build time: it needs no page. */

import { highlightCode } from '@lezer/highlight'
import { postgres } from './postgres-dialect.ts'
import { sqlColours } from './sql-colours.ts'
import type { Piece } from './static-text.tsx'

/** One entry for each line, the last of which may be empty. */
export function highlightSql(source: string): Piece[][] {
  const lines: Piece[][] = [[]]
  highlightCode(
    source,
    postgres.language.parser.parse(source),
    sqlColours,
    (text, classes) => lines.at(-1)?.push({ text, classes }),
    () => lines.push([]),
  )
  return lines
}
