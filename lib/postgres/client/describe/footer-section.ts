/** Parts of what `\d` says below the columns. */

/** A heading with indented lines; nothing at all without lines. */
export function section(heading: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [heading, ...lines.map((line) => `    ${line}`)]
}

/** A heading with items after and below it, in PostgreSQL 18's shape: aligned, with commas. */
export function hangingList(heading: string, items: string[]): string[] {
  return items.map((item, index) => {
    const before = index === 0 ? `${heading}: ` : ' '.repeat(heading.length + 2)
    return `${before}${item}${index < items.length - 1 ? ',' : ''}`
  })
}

/** The words that hold, each after a blank. */
export function suffixes(...words: [holds: boolean, word: string][]): string {
  return words.map(([holds, word]) => (holds ? ` ${word}` : '')).join('')
}
