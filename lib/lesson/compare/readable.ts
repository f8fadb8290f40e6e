/** An expected output for people to read, who have not run the cell: what varies stands as an ellipsis. */
import { splitLine } from './line-pattern.ts'

/** Blanks at the ends of lines and empty lines at the end are left out. Braces that are no pattern stay as they are. */
export function readableOutput(expected: string): string {
  return expected
    .split('\n')
    .map((line) =>
      splitLine(line)
        .map(({ kind, value }) => (kind === 'text' ? value : '…'))
        .join('')
        .trimEnd(),
    )
    .join('\n')
    .trimEnd()
}
