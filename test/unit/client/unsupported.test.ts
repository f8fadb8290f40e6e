import { expect, it } from 'vitest'
import { hintInstead } from '../../../lib/postgres/client/commands/unsupported.ts'

it.each([
  ['dtt', 'Did you mean "\\dt"? Cells know \\d, \\dt, \\l, \\du and \\c.'],
  ['conect', 'Did you mean "\\connect"? Cells know \\d, \\dt, \\l, \\du and \\c.'],
  ['quit', 'A session ends with its page; "\\c" begins a new connection.'],
  ['timing', 'A cell shows its seconds. EXPLAIN (ANALYZE) tells where they go.'],
  [
    'watch',
    'A cell is sent once. End the statement with a semicolon instead of \\watch, and press Run again to see what has changed.',
  ],
  // A word that every JavaScript object knows is no command.
  ['constructor', 'Did you mean "\\connect"? Cells know \\d, \\dt, \\l, \\du and \\c.'],
])('\\%s', (name, hint) => {
  expect(hintInstead(name)).toBe(hint)
})
