/** Reads a spec. The format is described in spec.ts. */
import { type Action, type Order, type SessionSpec, type Spec, SpecError, type Until } from './spec.ts'

interface Line {
  /** From 1. */
  number: number
  indent: number
  text: string
}

/** A heading that stands at the left margin, and the indented lines below it. */
interface Section {
  heading: Line
  lines: Line[]
}

const markers: readonly [string, Until][] = [
  [', to its end', 'end'],
  [', in the background', 'running'],
]

/** Actions that every session has. */
const actions = new Map<string, Action>([
  ['is blocked', { kind: 'blocked' }],
  ['is done', { kind: 'done' }],
  ['is ended', { kind: 'ended' }],
  ['disconnects', { kind: 'disconnects' }],
])

/** Throws a SpecError at the first mistake. `file` names the spec in it. */
export function parseSpec(file: string, text: string): Spec {
  return new SpecParser(file).parse(text)
}

class SpecParser {
  readonly #file: string
  readonly #spec: Spec = { about: '', variables: [], setup: '', teardown: '', sessions: [], orders: [] }

  constructor(file: string) {
    this.#file = file
  }

  parse(text: string): Spec {
    const all = text.split('\n')
    const body = all.findIndex((line) => !line.startsWith('#'))
    this.#spec.about = all
      .slice(0, body)
      .map((line) => line.replace(/^# ?/, ''))
      .join('\n')
    if (this.#spec.about === '')
      throw this.#wrong(1, 'a spec opens with a comment: what it shows, and the source')
    for (const section of this.#sections(all)) this.#section(section)
    if (this.#spec.orders.length === 0) throw this.#wrong(all.length, 'there is no order')
    return this.#spec
  }

  #sections(all: readonly string[]): Section[] {
    const sections: Section[] = []
    for (const [index, raw] of all.entries()) {
      const text = raw.trim()
      if (text === '' || text.startsWith('#')) continue
      const line = { number: index + 1, indent: raw.length - raw.trimStart().length, text }
      const last = sections.at(-1)
      if (line.indent === 0) sections.push({ heading: line, lines: [] })
      else if (last === undefined) throw this.#wrong(line.number, 'an indented line before the first heading')
      else last.lines.push(line)
    }
    return sections
  }

  #section({ heading, lines }: Section): void {
    const [word = ''] = heading.text.split(' ', 1)
    const rest = heading.text.slice(word.length).trim()
    if (word === 'for') this.#variable(heading, rest)
    else if (word === 'setup') this.#spec.setup = sql(lines)
    else if (word === 'teardown') this.#spec.teardown = sql(lines)
    else if (word === 'session') this.#sessions(heading, rest, lines)
    else if (word === 'order') this.#spec.orders.push(this.#order(rest, lines))
    else
      throw this.#wrong(
        heading.number,
        `unrecognized heading "${word}"; there are for, setup, teardown, session and order`,
      )
  }

  #variable({ number }: Line, rest: string): void {
    const [, name, list] = /^(\w+):(.+)$/.exec(rest) ?? []
    if (name === undefined || list === undefined)
      throw this.#wrong(number, 'a variable is "for NAME: VALUE, VALUE"')
    this.#spec.variables.push({ name, values: list.split(',').map((value) => value.trim()) })
  }

  #sessions({ number }: Line, rest: string, lines: readonly Line[]): void {
    const [, names, role = 'postgres', database = 'postgres'] =
      /^(\w+(?:, \w+)*)(?: as (\w+))?(?: in (\w+))?$/.exec(rest) ?? []
    if (names === undefined)
      throw this.#wrong(number, 'sessions are "session NAME, NAME as ROLE in DATABASE"')
    const steps = this.#steps(lines)
    for (const name of names.split(', ')) {
      const session = this.#session(name) ?? this.#newSession(name, role, database)
      for (const [step, text] of steps) {
        if (session.steps.has(step)) throw this.#wrong(number, `session "${name}" has two steps "${step}"`)
        session.steps.set(step, text)
      }
    }
  }

  #steps(lines: readonly Line[]): Map<string, string> {
    const steps = new Map<string, string>()
    const margin = lines[0]?.indent ?? 0
    let current: { name: string; text: string; indent: number } | null = null
    for (const line of lines) {
      const [head, name] = line.indent === margin ? (/^([a-z][a-z ]*):\s+/.exec(line.text) ?? []) : []
      if (head !== undefined && name !== undefined) {
        if (steps.has(name) || actions.has(name))
          throw this.#wrong(line.number, `step "${name}" is there already`)
        current = { name, text: line.text.slice(head.length), indent: line.indent + head.length }
      } else if (current !== null && line.indent > margin) {
        current.text += `\n${' '.repeat(Math.max(0, line.indent - current.indent))}${line.text}`
      } else {
        throw this.#wrong(line.number, 'a step is "name: SQL", and goes on in lines that stand further in')
      }
      steps.set(current.name, current.text)
    }
    return steps
  }

  #order(title: string, lines: readonly Line[]): Order {
    return {
      title,
      lines: lines.map(({ number, text }) => ({ line: number, ...this.#orderLine(number, text) })),
    }
  }

  #orderLine(number: number, text: string): { session: string; action: Action } {
    const marker = markers.find(([words]) => text.endsWith(words))
    const [name = '', ...words] = text.slice(0, text.length - (marker?.[0].length ?? 0)).split(' ')
    const session = this.#session(name)
    if (session === undefined) throw this.#wrong(number, `session "${name}" is not declared`)
    const step = words.join(' ')
    const action = actions.get(step)
    if (action !== undefined) return { session: name, action }
    if (!session.steps.has(step)) {
      const known = [...session.steps.keys(), ...actions.keys()].join(', ')
      throw this.#wrong(number, `session "${name}" has no step "${step}"; it has ${known}`)
    }
    return { session: name, action: { kind: 'step', step, until: marker?.[1] ?? 'settled' } }
  }

  #session(name: string): SessionSpec | undefined {
    return this.#spec.sessions.find((session) => session.name === name)
  }

  #newSession(name: string, role: string, database: string): SessionSpec {
    const session = { name, role, database, steps: new Map<string, string>() }
    this.#spec.sessions.push(session)
    return session
  }

  #wrong(line: number, message: string): SpecError {
    return new SpecError(this.#file, line, message)
  }
}

function sql(lines: readonly Line[]): string {
  const margin = Math.min(...lines.map(({ indent }) => indent))
  return lines.map(({ indent, text }) => ' '.repeat(indent - margin) + text).join('\n')
}
