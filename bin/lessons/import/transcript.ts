/** What somebody copied from a psql window: prompts with statements, and what psql printed below them. */
import { ScriptScanner } from '../../../lib/postgres/script/scanner.ts'
import type { SessionNames } from './connections.ts'
import { type ImportedCell, type Loss, plainCell } from './imported.ts'
import { withPatterns } from './varying.ts'

/** `shop=#`, `shop=>`, `shop=*>`; `-`, `(`, `'`, `"`, `$` stand where a statement goes on. */
const prompt = /^([A-Za-z_]\w*|(?=[=]))([=\-('"$*^!])([*!?]?)([#>])(?: (.*))?$/

export function isTranscript(text: string): boolean {
  return text.split('\n').some((line) => prompt.exec(line)?.[2] === '=')
}

interface Context {
  sessions: SessionNames
  losses: Loss[]
}

/** `line` is where the text begins in its file. One cell for each prompt that has something behind it. */
export function readTranscript(text: string, line: number, { sessions, losses }: Context): ImportedCell[] {
  const cells: ImportedCell[] = []
  let printed: string[] = []
  let session: string | null = null
  let database = ''
  let connects = false
  const close = () => {
    const cell = cells.at(-1)
    const output = printed.join('\n').trimEnd()
    if (cell !== undefined && output !== '') {
      cell.output = withPatterns(output)
      const [, code] = /^(?:ERROR|FATAL):\s+([0-9A-Z]{5}):/m.exec(output) ?? []
      if (code !== undefined) cell.attributes.error = code
      else if (/^(?:psql:\S+ )?(?:ERROR|FATAL):/m.test(output)) {
        losses.push({
          line: cell.line,
          says: 'the cell fails: write "error=SQLSTATE" at it; the check says which',
        })
      }
    }
    printed = []
  }
  for (const [index, written] of text.split('\n').entries()) {
    const at = line + index
    const [, name = '', kind, , right, statement = ''] = prompt.exec(written) ?? []
    if (kind === undefined) {
      if (/^Time: [\d.,]+ ms/.test(written))
        losses.push({ line: at, says: 'the time that a statement took is left out' })
      else if (/^(?:\$|[\w@:~/-]+\$) \S/.test(written))
        losses.push({ line: at, says: `the command "${written.trim()}" cannot run: there is no shell` })
      else if (cells.length > 0) printed.push(written)
      continue
    }
    const last = cells.at(-1)
    if (kind !== '=' && last !== undefined && printed.length === 0) {
      last.source += `\n${statement}`
      continue
    }
    if (statement.trim() === '') continue
    close()
    if (name !== '' && name !== database && !connects) {
      session = sessionOf(name, right === '#', at, { sessions, losses })
    }
    database = name
    connects = /^\s*\\c(?:onnect)?\s+\S/.test(statement)
    const cell = plainCell('sql', statement.trimEnd(), at)
    if (session !== null) cell.attributes.session = session
    cells.push(cell)
  }
  close()
  return cells
}

/** A prompt says the database, and whether the role is a superuser; not which role it is. */
function sessionOf(
  database: string,
  isSuperuser: boolean,
  line: number,
  { sessions, losses }: Context,
): string | null {
  if (database === 'postgres' && isSuperuser)
    return sessions.list.length === 0 ? null : sessions.of({ role: 'postgres', database })
  const role = isSuperuser ? 'postgres' : database
  if (!sessions.list.some((each) => each.role === role && each.database === database)) {
    losses.push({
      line,
      says: `the prompt does not say which role works in database "${database}"; "${role}" is assumed`,
    })
  }
  return sessions.of({ role, database })
}

/** Whether a text looks like what psql prints, and like no statement. */
export function looksPrinted(text: string): boolean {
  return (
    /^-+(?:\+-+)*$/m.test(text) ||
    /^\(\d+ rows?\)$/m.test(text) ||
    /^(?:ERROR|NOTICE|WARNING|FATAL): /m.test(text) ||
    /^(?:[A-Z]+ \d+|INSERT 0 \d+|BEGIN|COMMIT|ROLLBACK|(?:CREATE|ALTER|DROP|GRANT|TRUNCATE) ?[A-Z ]*)$/m.test(
      text,
    )
  )
}

/** How many statements and backslash commands a text has. */
export function statementsIn(text: string): number {
  const scanner = new ScriptScanner(text)
  let count = 0
  while (scanner.next() !== null) count++
  return count
}
