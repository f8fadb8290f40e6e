/**
 * The words after a backslash command. Source: PostgreSQL manual, psql, "Meta-Commands": arguments are separated by
 * blanks; single quotes enclose (with C-like escapes), double quotes enclose identifiers; an unquoted backslash starts
 * the next command.
 */
import { matchAt } from './lexical-rules.ts'

/** One argument. Offsets are UTF-16 units in the command's argument text. */
export interface Argument {
  /** Without single quotes; double quotes are kept, as a pattern needs them. */
  text: string
  /** Whether any part of it stands in quotes. */
  quoted: boolean
  from: number
  to: number
}

/** An argument whose quote is never closed, or that asks psql to run a shell command. */
export interface ArgumentProblem {
  problem: 'unterminated-quote' | 'shell-command'
  from: number
  to: number
}

const partPattern = /'(?:[^'\\]|\\.|'')*'|"[^"]*"|`[^`]*`|[^\s'"`\\]+/sy
const quotedOrOther = /'(?:[^'\\]|\\.|'')*'|"[^"]*"|`[^`]*`|['"`].*|[^'"`\\]/sy

/** Offset of the end of a command's arguments, which start at `from` in a line that ends at `lineEnd`. */
export function argumentsEnd(text: string, from: number, lineEnd: number): number {
  let end = from
  for (;;) {
    const part = end < lineEnd ? matchAt(quotedOrOther, text, end) : null
    if (part === null) return end
    end = Math.min(end + part.length, lineEnd)
  }
}

/** Takes the argument text of a command apart. */
export function splitArguments(text: string): (Argument | ArgumentProblem)[] {
  const found: (Argument | ArgumentProblem)[] = []
  let at = text.search(/\S/)
  while (at !== -1 && at < text.length) {
    const from = at
    let value = ''
    let quoted = false
    let problem: ArgumentProblem['problem'] | null = null
    while (at < text.length && !/\s/.test(text[at] ?? ' ')) {
      const part = matchAt(partPattern, text, at)
      if (part === null) {
        problem = 'unterminated-quote'
        at = text.length
        break
      }
      if (part.startsWith('`')) problem = 'shell-command'
      quoted ||= /^['"]/.test(part)
      value += part.startsWith("'") ? unescaped(part.slice(1, -1)) : part
      at += part.length
    }
    found.push(problem === null ? { text: value, quoted, from, to: at } : { problem, from, to: at })
    while (at < text.length && /\s/.test(text[at] ?? '')) at++
  }
  return found
}

/** Takes semicolons off an unquoted end: `\d notes;` means `\d notes`. */
export function withoutSemicolons(argument: Argument): Argument {
  if (argument.text.endsWith('"')) return argument
  const text = argument.text.replace(/;+$/, '')
  return { ...argument, text, to: argument.to - (argument.text.length - text.length) }
}

/** A name as `\c` takes it: double quotes are taken off, and letters are kept as they are. */
export function plainName(argument: Argument): string {
  return argument.text.replace(/"((?:[^"]|"")*)"/g, (_, name: string) => name.replaceAll('""', '"'))
}

const escapes: Record<string, string> = { n: '\n', t: '\t', b: '\b', r: '\r', f: '\f' }

function unescaped(text: string): string {
  return text.replace(
    /''|\\([0-7]{1,3})|\\x([0-9A-Fa-f]{1,2})|\\(.)/gs,
    (whole, octal?: string, hexadecimal?: string, character?: string) => {
      if (whole === "''") return "'"
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8))
      if (hexadecimal !== undefined) return String.fromCharCode(Number.parseInt(hexadecimal, 16))
      return escapes[character ?? ''] ?? character ?? ''
    },
  )
}
