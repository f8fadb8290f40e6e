/**
 * A lesson as a spec of PostgreSQL's isolation tester (src/test/isolation/README in its sources). All sessions connect
 * to one database as one superuser there, so that each takes its role by SET SESSION AUTHORIZATION.
 */
import type { Lesson, LessonCell, SessionSpec } from '../../../lib/lesson/lesson.ts'
import { ScriptScanner } from '../../../lib/postgres/script/scanner.ts'
import { type Exported, remarksOn, type Step, stepsOf, type Unsaid } from './schedule.ts'

/** Statements of one cell, each a step of its own, as psql sends them. */
interface Part {
  step: Step
  name: string
  sql: string
}

export function isolationSpec(lesson: Lesson): Exported {
  const unsaid: Unsaid[] = []
  const all = stepsOf(lesson)
  const first = all.findIndex(({ cell }) => cell.session !== 'postgres')
  const setUp = all.slice(0, Math.max(0, first)).flatMap((step) => partsOf(step, unsaid))
  const parts = all.slice(Math.max(0, first)).flatMap((step) => partsOf(step, unsaid))
  const sessions = lesson.sessions.filter(({ name }) => parts.some(({ step }) => step.cell.session === name))
  const roles = [...new Set(sessions.map(({ role }) => role))].filter((role) => role !== 'postgres')
  reportConnections(lesson, sessions, setUp, unsaid)
  const blocks = [
    comment(lesson, setUp),
    ...setUp.filter(({ sql }) => !makesDatabase(sql)).map(({ sql }) => `setup\n${braces(sql)}`),
    // In the database that they own, roles may create in the schema public.
    ...roles.map((role) => `setup\n${braces(`GRANT ALL ON SCHEMA public TO ${identifier(role)};`)}`),
    ...(roles.length === 0 ? [] : [`teardown\n${braces(dropped(roles, rolesIn(lesson)))}`]),
    ...sessions.map((session) => sessionBlock(session, parts, settingsOf(session, setUp))),
    `permutation\n${inOrder(parts)
      .map(({ name }) => `    ${quoted(name)}`)
      .join('\n')}`,
  ]
  return { files: [{ name: `${lesson.slug}.spec`, content: `${blocks.join('\n\n')}\n` }], unsaid }
}

/**
 * A cell that must wait stays in one piece: which of its statements waits is not known before, and the next step of a
 * session that waits would never begin.
 */
function partsOf(step: Step, unsaid: Unsaid[]): Part[] {
  const { cell, text, name } = step
  if (cell.language === 'python') {
    unsaid.push({ cell, says: 'a Python cell is not for the isolation tester' })
    return []
  }
  const statements: string[] = []
  const scanner = new ScriptScanner(text)
  for (let part = scanner.next(); part !== null; part = scanner.next()) {
    if (part.kind === 'command')
      unsaid.push({ cell, says: `the isolation tester has no command "\\${part.name}"` })
    else if (part.text.includes('}'))
      unsaid.push({ cell, says: 'a statement with "}" cannot stand in a spec' })
    else if (/^\s*copy\b.*\bfrom\s+stdin\b/is.test(part.text)) {
      scanner.copyData()
      unsaid.push({ cell, says: 'the isolation tester has no data for COPY FROM STDIN' })
    } else statements.push(part.text)
  }
  const run = statements.slice(0, cell.error === null ? undefined : endedBeforeError(cell) + 1)
  const sent = cell.attributes['waits-for'] === undefined ? run : [run.join('\n')]
  return sent
    .filter((sql) => sql !== '')
    .map((sql, index) => ({ step, name: sent.length === 1 ? name : `${name}-${index + 1}`, sql: ended(sql) }))
}

/** The first error ends a cell, but not a session's steps. How many statements ended before it, its output tells. */
function endedBeforeError({ output }: LessonCell): number {
  if (output === null) return Number.POSITIVE_INFINITY
  const [before = ''] = output.text.split(/^ERROR:/m)
  const tags = before.match(/^(?:[A-Z]+(?: [A-Z]+)*|INSERT 0 \d+|[A-Z]+ \d+)$/gm) ?? []
  const tables = before.match(/^\(\d+ rows?\)$(?!\n\n(?:INSERT|UPDATE|DELETE|MERGE) )/gm) ?? []
  return tags.length + tables.length
}

/** The next steps of a session that waits come when the cell that frees it has ended. */
function inOrder(parts: readonly Part[]): Part[] {
  const ordered: Part[] = []
  const held = new Map<string, Part[]>()
  for (const part of parts) {
    const { session, attributes } = part.step.cell
    const queue = held.get(session)
    if (queue !== undefined) queue.push(part)
    else ordered.push(part)
    if (attributes['waits-for'] !== undefined) held.set(session, held.get(session) ?? [])
    const { frees } = attributes
    if (typeof frees !== 'string' || !isLastOf(part, parts)) continue
    ordered.push(...(held.get(frees) ?? []))
    held.delete(frees)
  }
  return [...ordered, ...[...held.values()].flat()]
}

function isLastOf({ step, name }: Part, parts: readonly Part[]): boolean {
  return parts.findLast((part) => part.step === step)?.name === name
}

function sessionBlock(
  { name, role }: SessionSpec,
  parts: readonly Part[],
  settings: readonly string[],
): string {
  const own = parts.filter(({ step }) => step.cell.session === name)
  const takesRole = [...settings, `SET SESSION AUTHORIZATION ${identifier(role)};`].join('\n')
  return [
    `session ${quoted(name)}`,
    ...(role === 'postgres' ? [] : [`setup\n${braces(takesRole)}`]),
    ...own.map(({ name: step, sql }) => `step ${quoted(step)}\n${braces(sql)}`),
    ...(role === 'postgres' ? [] : [`teardown\n${braces('RESET SESSION AUTHORIZATION;')}`]),
  ].join('\n')
}

/** What the set-up sets for the session's role, which takes effect only for those who connect as it. */
function settingsOf({ role }: SessionSpec, setUp: readonly Part[]): string[] {
  return setUp.flatMap(({ sql }) => {
    const [, of, setting] = /^\s*alter\s+(?:role|user)\s+"?([^\s"]+)"?\s+(set\s.*)$/is.exec(sql) ?? []
    return of === role && setting !== undefined ? [ended(setting.trim())] : []
  })
}

/** All sessions connect before the first step, to one database. */
function reportConnections(
  lesson: Lesson,
  sessions: readonly SessionSpec[],
  setUp: readonly Part[],
  unsaid: Unsaid[],
): void {
  const databases = new Set(sessions.map(({ database }) => database))
  const [cell] = lesson.cells
  if (cell === undefined) return
  const made = setUp.map(({ sql }) => sql).join('\n')
  const late = sessions.find(({ role }) => role !== 'postgres' && !made.includes(role))
  if (late !== undefined)
    unsaid.push({ cell, says: `the role "${late.role}" must exist before the first step` })
  if (databases.size > 1)
    unsaid.push({ cell, says: 'the isolation tester has one database for all sessions' })
}

function comment(lesson: Lesson, setUp: readonly Part[]): string {
  const steps = stepsOf(lesson).map((step) => {
    const remarks = remarksOn(step)
    return `#   ${step.number}. ${step.cell.session}: ${step.name}${remarks.length === 0 ? '' : ` (${remarks.join(', ')})`}`
  })
  const databases = setUp.some(({ sql }) => makesDatabase(sql))
    ? ['# Databases are not created: all sessions share the one that the tester connects to.']
    : []
  return [`# ${lesson.title}`, '#', ...steps, ...databases].join('\n')
}

/** Those that the cells create, if they come so far. */
function rolesIn({ cells }: Lesson): string[] {
  const created = /\bcreate\s+(?:role|user|group)\s+"?([^\s";]+)/gi
  return cells.flatMap(({ source }) => Array.from(source.matchAll(created), ([, role = '']) => role))
}

/** A spec has one teardown. */
function dropped(ofSessions: readonly string[], created: readonly string[]): string {
  const all = [...new Set([...ofSessions, ...created])].filter((role) => role !== 'postgres')
  const list = (roles: readonly string[]) => roles.map(identifier).join(', ')
  return `DROP OWNED BY ${list(ofSessions)} CASCADE;\nDROP ROLE IF EXISTS ${list(all)};`
}

function makesDatabase(sql: string): boolean {
  return /^\s*create\s+database\b/i.test(sql)
}

function ended(sql: string): string {
  return /;\s*$/.test(sql) ? sql : `${sql};`
}

function braces(sql: string): string {
  return `{\n${sql.replace(/^(?=.)/gm, '    ')}\n}`
}

function quoted(name: string): string {
  return `"${name}"`
}

function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}
