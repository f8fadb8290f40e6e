/** A notebook's code cell as cells of a lesson: IPython's `%sql` and `%%sql` become SQL cells, the rest is Python. */
import { fenced } from '../fence-text.ts'
import { readConnectionString, type SessionNames, type Target } from './connections.ts'
import { type Block, type ImportedCell, type Loss, plainCell } from './imported.ts'

/** What is done to the notebook as a whole by its cells in turn. */
export interface Magics {
  sessions: SessionNames
  /** Where `%%sql` runs: the session that was named last, null before that. */
  session: string | null
  losses: Loss[]
}

/** Modules that people import and that the Python of a lesson does not have. */
const missing =
  /^\s*(?:import|from)\s+(pandas|numpy|matplotlib|seaborn|scipy|sklearn|polars|plotly|sqlalchemy|requests|records|psycopg|asyncpg|IPython|ipywidgets|tqdm|dotenv|faker)\b/

/** `line` is where the cell's source begins in the file. A cell that only prepares the magics comes to nothing. */
export function readCodeCell(source: string, line: number, magics: Magics): Block[] {
  const lines = source.split('\n')
  const first = lines.findIndex((text) => text.trim() !== '')
  const cellMagic = /^%%(\w+)(.*)$/.exec(lines[first] ?? '')
  if (cellMagic !== null) {
    const [, name = '', argument = ''] = cellMagic
    const body = lines.slice(first + 1).join('\n')
    if (name === 'sql') return sqlCell(argument, body, line + first, magics)
    if (name === 'time' || name === 'timeit' || name === 'capture') {
      magics.losses.push({ line: line + first, says: `the magic "%%${name}" is left out` })
      return readCodeCell(body, line + first + 1, magics)
    }
    magics.losses.push({
      line: line + first,
      says: `a cell of "%%${name}" cannot run; it stays as text`,
    })
    return [{ kind: 'text', text: fenced(name, body), line: line + first }]
  }
  const cells: ImportedCell[] = []
  let python: string[] = []
  let pythonLine = line
  const flush = () => {
    const text = python.join('\n').replace(/^(?:[ \t]*\n)+|\s+$/g, '')
    if (text !== '') cells.push(plainCell('python', text, pythonLine))
    python = []
  }
  for (const [index, text] of lines.entries()) {
    const at = line + index
    const sql = /^\s*(?:([\w, ]+?)\s*=\s*)?%sql\b(.*)$/.exec(text)
    if (sql !== null) {
      flush()
      pythonLine = at + 1
      const [, variable, argument = ''] = sql
      if (variable !== undefined) magics.losses.push(resultLost(variable, at))
      cells.push(...sqlCell(argument, '', at, magics))
    } else if (!isPreparation(text)) {
      reportLine(text, at, magics.losses)
      python.push(text)
    }
  }
  flush()
  return cells
}

/** What loads and sets up the magics, of which a lesson needs nothing. */
function isPreparation(text: string): boolean {
  return /^\s*%(?:load_ext|reload_ext|config)\s+(?:sql|Sql\w*)\b/.test(text) || /^\s*%matplotlib\b/.test(text)
}

function sqlCell(argument: string, body: string, line: number, magics: Magics): ImportedCell[] {
  const { losses } = magics
  let rest = argument.trim().replace(/^(?:--?\w+(?:[ =]\w+)?\s+)+/, '')
  const [connection = ''] = /^postgres\S*:\/\/\S+|^\w+@\w+(?=\s|$)/.exec(rest) ?? []
  if (connection !== '') {
    rest = rest.slice(connection.length).trim()
    const [role = '', database = ''] = connection.split('@')
    const target = connection.includes('://')
      ? readConnectionString(connection)
      : { role, database, host: null, port: null }
    if (target !== null) {
      magics.session = magics.sessions.of(target)
      reportTarget(target, line, losses)
    }
  } else if (/^\w+:\/\//.test(rest)) {
    losses.push({
      line,
      says: `the connection "${rest}" is none to PostgreSQL; the session before it is used`,
    })
    rest = ''
  }
  const [into, variable] = /^(\w+)\s*<<\s*/.exec(rest) ?? []
  if (into !== undefined && variable !== undefined) {
    rest = rest.slice(into.length)
    losses.push(resultLost(variable, line))
  }
  const source = [rest, body]
    .filter((text) => text.trim() !== '')
    .join('\n')
    .trimEnd()
  if (source === '') return []
  if (/\{\w+\}|\{\{\w+\}\}|(?<![:\w]):[A-Za-z_]\w*/.test(source.replace(/'[^']*'/g, "''"))) {
    losses.push({
      line,
      says: 'the SQL seems to have a variable of Python in it, which SQL cells do not have',
    })
  }
  const cell = plainCell('sql', source, line)
  if (magics.session !== null) cell.attributes.session = magics.session
  return [cell]
}

function resultLost(variable: string, line: number): Loss {
  return { line, says: `the result is shown, and does not go into the variable "${variable}"` }
}

/** A lesson has one server: its own. */
export function reportTarget({ host, port }: Target, line: number, losses: Loss[]): void {
  if (host !== null)
    losses.push({
      line,
      says: `the host "${host}" cannot be reached; a lesson has a server of its own, on localhost`,
    })
  if (port !== null)
    losses.push({ line, says: `the port ${port} is not the one of the lesson's server, 5432` })
}

function reportLine(text: string, line: number, losses: Loss[]): void {
  const [, module] = missing.exec(text) ?? []
  if (module !== undefined) {
    losses.push({
      line,
      says: `the module "${module}" is not there: Python has its standard library and psycopg2`,
    })
  } else if (/^\s*!(?!.*\bpip3?\s+install)/.test(text)) {
    losses.push({ line, says: `the command "${text.trim()}" cannot run: there is no shell` })
  } else if (/^\s*%(?!.*\bpip\s+install)\w+/.test(text) && !/^\s*%%/.test(text)) {
    losses.push({ line, says: `the magic "${text.trim().split(/\s/, 1)[0]}" is not there` })
  }
}
