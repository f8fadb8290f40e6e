/** Parts of what `\d` says below the columns. */

/** A heading with indented lines; nothing at all without lines. */
export function section(heading: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [heading, ...lines.map((line) => `    ${line}`)]
}

/** The words that hold, each after a blank. */
export function suffixes(...words: [holds: boolean, word: string][]): string {
  return words.map(([holds, word]) => (holds ? ` ${word}` : '')).join('')
}
