/** The family of `\d` commands, `\du`, `\dn` and `\l`, as psql 18 answers them. */

import type { Argument } from '../../script/command-arguments.ts'
import type { BackslashCommand } from '../../script/statement.ts'
import {
  type Ask,
  argumentRange,
  type CommandResult,
  ignoredArguments,
  mistake,
} from '../commands/command.ts'
import type { Output } from '../outcome.ts'
import { listDatabases } from './database-list.ts'
import { parsePattern } from './pattern.ts'
import { describeRelations } from './relation.ts'
import { type ListOptions, listRelations, type RelationLetter } from './relation-list.ts'
import { listRoles } from './role-list.ts'
import { listSchemas } from './schema-list.ts'

/** What a command's name asks for, apart from `S` and `+`. */
type Request =
  | { kind: 'relations' }
  | { kind: 'list'; letters: RelationLetter[] }
  | { kind: 'roles' | 'schemas' | 'databases' }

/**
 * Null if the command is none of these. Outputs are told as they come: an error may end it after some.
 * Rejects with ServerError.
 */
export async function runDescription(
  command: BackslashCommand,
  words: readonly Argument[],
  ask: Ask,
  tell: (output: Output) => void,
): Promise<CommandResult | null> {
  const request = requestOf(command.name)
  if (request === null) return null
  const [word, ...rest] = words
  const options: ListOptions = {
    pattern: word === undefined ? null : { text: word.text, parsed: parsePattern(word.text) },
    verbose: command.name.includes('+'),
    system: command.name.includes('S'),
  }
  const outputs: Output[] = []
  const show = (output: Output) => {
    outputs.push(output)
    tell(output)
  }
  if (word !== undefined && options.pattern !== null) {
    const problem = await patternProblem(options.pattern.parsed.parts, request, word.text, ask)
    if (problem !== null) return mistake(problem, null, argumentRange(command, word))
  }
  switch (request.kind) {
    case 'relations':
      if (options.pattern === null) show(await listRelations(['t', 'v', 'm', 's', 'E'], options, ask))
      else if ((await describeRelations(options, ask, show)) === 0) {
        const at = word === undefined ? command.range : argumentRange(command, word)
        return mistake(`Did not find any relation named "${options.pattern.text}".`, null, at)
      }
      break
    case 'list':
      show(await listRelations(request.letters, options, ask))
      break
    case 'roles':
      show(await listRoles(options, ask))
      break
    case 'schemas':
      show(await listSchemas(options, ask))
      break
    case 'databases':
      show(await listDatabases(options, ask))
      break
  }
  return { outputs: [...outputs, ...ignoredArguments(command, rest)], failed: false }
}

function requestOf(name: string): Request | null {
  const plain = name.replace(/;+$/, '')
  if (/^d[S+]*$/.test(plain)) return { kind: 'relations' }
  if (/^d[ug][S+]*$/.test(plain)) return { kind: 'roles' }
  if (/^dn[S+]*$/.test(plain)) return { kind: 'schemas' }
  if (/^(l|list)\+?$/.test(plain)) return { kind: 'databases' }
  if (!/^d[tvmisE][tvmisES+]*$/.test(plain)) return null
  return { kind: 'list', letters: [...plain.slice(1)].filter(isRelationLetter) }
}

function isRelationLetter(letter: string): letter is RelationLetter {
  return 'tvmisE'.includes(letter)
}

/** A pattern may name the database, but only this one; psql's words. */
async function patternProblem(
  parts: string[],
  request: Request,
  text: string,
  ask: Ask,
): Promise<string | null> {
  const most = { relations: 3, list: 3, schemas: 2, roles: 1, databases: 1 }[request.kind]
  if (parts.length > most) return `improper qualified name (too many dotted names): ${text}`
  if (most === 1 || parts.length < most) return null
  const { rows } = await ask('SELECT pg_catalog.current_database()')
  return rows[0]?.[0] === parts[0] ? null : `cross-database references are not implemented: ${text}`
}
