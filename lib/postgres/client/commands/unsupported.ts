/** Backslash commands that a cell does not have: what to do instead. */
import { closest } from 'fastest-levenshtein'

/** In the words of the commands that work. */
export const supportedCommands = ['d', 'dt', 'dv', 'dm', 'di', 'ds', 'dn', 'l', 'du', 'c', 'connect']

const instead = new Map<string, string>(
  Object.entries({
    '!': 'A cell cannot reach a shell.',
    '?': 'Cells know \\d, \\dt, \\l, \\du and \\c.',
    bind: 'Write the value into the statement, or use PREPARE and EXECUTE.',
    cd: 'A cell cannot reach files.',
    conninfo: 'Ask for it: SELECT current_user, current_database();',
    copy: 'A cell cannot reach files. Use COPY … FROM STDIN; with the rows on the lines after it and "\\." at their end, or COPY … TO STDOUT.',
    crosstabview: 'Use filtered aggregates: count(*) FILTER (WHERE …).',
    e: 'Edit the cell itself.',
    echo: "Use SELECT 'text'.",
    encoding: 'Use SET client_encoding.',
    ev: "Use SELECT pg_get_viewdef('name'::regclass).",
    ef: "Use SELECT pg_get_functiondef('name'::regproc).",
    f: 'Long values open in the table itself.',
    g: 'End the statement with a semicolon.',
    gdesc: 'The types stand under the column names.',
    gexec: 'Use DO $$ BEGIN EXECUTE …; END $$.',
    gset: 'A cell has no psql variables; use a table, or DO with variables.',
    gx: 'End the statement with a semicolon.',
    h: "Look into PostgreSQL's manual, part VI, SQL Commands.",
    i: 'A cell cannot reach files. Put the statements into the cell.',
    ir: 'A cell cannot reach files. Put the statements into the cell.',
    o: 'A cell cannot reach files.',
    password: "Use ALTER ROLE … PASSWORD '…'.",
    p: 'The statement is in the cell.',
    prompt: 'A cell has no psql variables.',
    pset: 'Tables are always shown the same way here.',
    q: 'A session ends with its page; "\\c" begins a new connection.',
    r: 'Nothing is sent before its semicolon.',
    s: 'The notebook is the history.',
    set: "A cell has no psql variables; PostgreSQL's own settings are set by SET.",
    sf: "Use SELECT pg_get_functiondef('name'::regproc).",
    sv: "Use SELECT pg_get_viewdef('name'::regclass).",
    timing: 'A cell shows its seconds. EXPLAIN (ANALYZE) tells where they go.',
    t: 'Tables are always shown the same way here.',
    unset: 'A cell has no psql variables.',
    w: 'A cell cannot reach files.',
    watch:
      'A cell is sent once. End the statement with a semicolon instead of \\watch, and press Run again to see what has changed.',
    x: 'Long values open in the table itself.',
  }),
)

/** The longer names of the same. */
const synonyms = new Map<string, string>(
  Object.entries({
    edit: 'e',
    help: 'h',
    include: 'i',
    include_relative: 'ir',
    out: 'o',
    print: 'p',
    quit: 'q',
    reset: 'r',
    write: 'w',
    a: 't',
    C: 't',
    H: 't',
  }),
)

/** What to do instead of `\name`, a word that is no command of ours. */
export function hintInstead(name: string): string {
  const known = instead.get(synonyms.get(name) ?? name)
  if (known !== undefined) return known
  return `Did you mean "\\${closest(name, supportedCommands)}"? Cells know \\d, \\dt, \\l, \\du and \\c.`
}
