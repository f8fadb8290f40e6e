/**
 * Name patterns of `\d` and its kin, as SQL conditions. PostgreSQL manual, psql, "Patterns": outside of double quotes
 * letters fold to lower case, `*` is any sequence and `?` any character, a dot parts schema from name; other characters
 * are those of a regular expression, except `$`, which stands for itself.
 */

/** A regular expression for each dotted part, the name last. */
export interface NamePattern {
  parts: string[]
}

/** Takes a pattern apart. In quotes every character stands for itself. */
export function parsePattern(pattern: string): NamePattern {
  const parts = ['']
  let inQuotes = false
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? ''
    if (character === '"') {
      if (inQuotes && pattern[at + 1] === '"') {
        append(parts, '"')
        at++
      } else {
        inQuotes = !inQuotes
      }
    } else if (inQuotes) {
      append(parts, '|*+?()[]{}.^$\\'.includes(character) ? `\\${character}` : character)
    } else if (character === '.') {
      parts.push('')
    } else {
      append(parts, unquoted(character, pattern[at + 1]))
    }
  }
  return { parts }
}

function unquoted(character: string, next: string | undefined): string {
  if (character === '*') return '.*'
  if (character === '?') return '.'
  // An array type's `[]` is no character class.
  if (character === '$' || (character === '[' && next === ']')) return `\\${character}`
  return character.replace(/[A-Z]/, (letter) => letter.toLowerCase())
}

function append(parts: string[], text: string): void {
  parts[parts.length - 1] += text
}

/** The columns that a pattern is compared with; `null` where the things have none. */
export interface PatternColumns {
  schema: string | null
  name: string
  /** A condition for "can be named without its schema". */
  visible: string | null
}

/** Conditions for all parts of the pattern, or for visibility when there is none. Values are quoted. */
export function patternConditions(pattern: NamePattern | null, columns: PatternColumns): string[] {
  const visible = columns.visible === null ? [] : [columns.visible]
  if (pattern === null) return visible
  const [name = '', schema] = pattern.parts.toReversed()
  const conditions = matching(columns.name, name)
  if (columns.schema === null) return conditions
  return schema === undefined
    ? [...conditions, ...visible]
    : [...conditions, ...matching(columns.schema, schema)]
}

/** Matching in the C collation, so that `\d` finds names in databases with nondeterministic collations, too. */
function matching(column: string, expression: string): string[] {
  if (expression === '.*') return []
  return [`${column} OPERATOR(pg_catalog.~) ${literal(`^(${expression})$`)} COLLATE pg_catalog.default`]
}

/** Quoted for SQL, whatever standard_conforming_strings says. */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`
  return text.includes('\\') ? ` E${quoted}` : quoted
}
