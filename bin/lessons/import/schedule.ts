/**
 * A script whose lines say in a comment at their end in which session they run, as in M. Kleppmann's Hermitage:
 * `UPDATE test SET value = 12 WHERE id = 1; -- T2, BLOCKS` and `COMMIT; -- T1. This unblocks T2`.
 */
import type { SessionNames } from './connections.ts'
import { type ImportedCell, type Loss, plainCell } from './imported.ts'

const mark = /^(.*\S)\s*--\s*(T\d+|S\d+|[Ss]ession\s?\d+|[Ss]ession [A-Z])\b(.*)$/

/** Null unless every line with a statement is marked, for more than one session. */
export function readSchedule(
  text: string,
  line: number,
  { sessions, losses }: { sessions: SessionNames; losses: Loss[] },
): ImportedCell[] | null {
  const lines = text
    .split('\n')
    .map((written, index) => ({ written, at: line + index, match: mark.exec(written) }))
  const marked = lines.filter(({ match }) => match !== null)
  const names = [...new Set(marked.map(({ match }) => nameOf(match?.[2] ?? '')))]
  const isWhole = lines.every(({ written, match }) => match !== null || /^\s*(?:--.*)?$/.test(written))
  if (names.length < 2 || !isWhole) return null
  for (const name of names) sessions.add({ name, role: 'postgres', database: 'postgres' })
  const cells: ImportedCell[] = []
  for (const { at, match } of marked) {
    const [, statement = '', who = '', comment = ''] = match ?? []
    const session = nameOf(who)
    const others = names.filter((name) => name !== session)
    const before = cells.at(-1)
    const waits = /\b(?:blocks|blocked|waits|hangs)\b/i.test(comment) && !/\bun-?blocks?\b/i.test(comment)
    const [, freed] = /\b(?:unblocks|frees|releases|lets)\s+(T\d+|S\d+|[Ss]ession\s?\w+)/.exec(comment) ?? []
    const isPlain = Object.keys(before?.attributes ?? {}).length === 1
    if (before?.attributes.session === session && isPlain && !waits && freed === undefined) {
      before.source += `\n${statement}`
      continue
    }
    const cell = plainCell('sql', statement, at)
    cell.attributes.session = session
    const [holder] = others
    if (waits && others.length === 1 && holder !== undefined) cell.attributes['waits-for'] = holder
    else if (waits)
      losses.push({
        line: at,
        says: 'the cell waits: write "waits-for=SESSION" at it; the check says for whom',
      })
    if (freed !== undefined) cell.attributes.frees = nameOf(freed)
    cells.push(cell)
  }
  return cells
}

function nameOf(mark: string): string {
  return mark.toLowerCase().replace(/\s+/g, '-')
}
