/** The front matter of a lesson: what the author wrote, checked; defaults are not filled in here. */
import type { Root } from 'mdast'
import type { Findings } from './diagnostic.ts'
import { type Lesson, pythonQueue, type SessionSpec, type SourceRange } from './lesson.ts'
import {
  frontMatterNotFirst,
  frontMatterUnclosed,
  sessionIncomplete,
  sessionName,
  sessionPython,
  sessionReserved,
  unknownKey,
  wrongType,
} from './rules/front-matter.ts'
import type { SourceFile } from './source-file.ts'
import { nearest, quote } from './wording.ts'
import { inWords, readYaml, type YamlEntry, type YamlValue } from './yaml.ts'

/** What may be left out is null, so is what could not be read; `reliable` tells the two apart. */
export interface FrontMatter {
  title: string | null
  summary: string | null
  minutes: number | null
  sessions: SessionSpec[] | null
  panel: Lesson['panel'] | null
  startsFrom: string | null
  startsFromRange: SourceRange | null
  /** Keys whose values mistakes hide, so that nothing should be concluded from what is missing. */
  hidden: ReadonlySet<FrontMatterKey>
}

export type FrontMatterKey = (typeof frontMatterKeys)[number]

export const frontMatterKeys = ['title', 'summary', 'minutes', 'sessions', 'panel', 'starts-from'] as const
const namePattern = /^[A-Za-z][A-Za-z0-9_-]*$/

export function readFrontMatter(source: SourceFile, tree: Root, findings: Findings): FrontMatter {
  const read: FrontMatter = {
    title: null,
    summary: null,
    minutes: null,
    sessions: null,
    panel: null,
    startsFrom: null,
    startsFromRange: null,
    hidden: new Set(),
  }
  const unreadable: FrontMatter = { ...read, hidden: new Set(frontMatterKeys) }
  const block = tree.children[0]
  if (block?.type !== 'yaml') return reportMisplaced(source, findings) ? unreadable : read
  const from = /^.*(?:\r\n|\n|\r)/.exec(source.text)?.[0].length ?? 0
  const yaml = readYaml(source, from, (block.position?.end.offset ?? 0) - '---'.length, findings)
  if (yaml === null) return unreadable
  if (yaml.kind === 'nothing') return read
  if (yaml.kind !== 'map') {
    mistaken(findings, yaml, 'front matter', 'keys with values, as in "title: Rows"')
    return unreadable
  }
  for (const entry of yaml.entries) readKey(entry, read, findings)
  const meant = yaml.entries.map(({ key }) => nearest(key, frontMatterKeys)).filter((key) => key !== null)
  return {
    ...read,
    hidden: new Set(frontMatterKeys.filter((key) => meant.includes(key) && readValue(read, key) === null)),
  }
}

function readValue(read: FrontMatter, key: FrontMatterKey): unknown {
  return key === 'starts-from' ? read.startsFrom : read[key]
}

function reportMisplaced(source: SourceFile, findings: Findings): boolean {
  const opening = /^(\s*)---[ \t]*(?:\r?\n|\r)[ \t]*[\w-]+:/.exec(source.text)
  if (opening === null) return false
  const above = opening[1]?.length ?? 0
  findings.add(above > 0 ? frontMatterNotFirst : frontMatterUnclosed, source.range(above, above + 3), null)
  return true
}

function readKey(entry: YamlEntry, into: FrontMatter, findings: Findings): void {
  switch (entry.key) {
    case 'title':
      into.title = textOf(entry, findings)
      return
    case 'summary':
      into.summary = textOf(entry, findings)
      return
    case 'starts-from':
      into.startsFrom = textOf(entry, findings)
      into.startsFromRange = entry.value.range
      return
    case 'minutes':
      into.minutes = minutesOf(entry, findings)
      return
    case 'sessions':
      into.sessions = sessionsOf(entry, findings)
      return
    case 'panel':
      into.panel = panelOf(entry, findings)
      return
    default:
      findings.add(unknownKey, entry.keyRange, { key: entry.key, of: 'front matter', known: frontMatterKeys })
  }
}

function textOf({ key, value }: YamlEntry, findings: Findings): string | null {
  if (value.kind === 'text' && value.value.trim() !== '') return value.value.trim()
  const hint = value.kind === 'number' || value.kind === 'yes or no' ? 'Put it in double quotes.' : undefined
  return mistaken(findings, value, quote(key), 'text', hint)
}

function minutesOf({ key, value }: YamlEntry, findings: Findings): number | null {
  const fits =
    value.kind === 'number' && Number.isInteger(value.value) && value.value >= 1 && value.value <= 999
  return fits ? value.value : mistaken(findings, value, quote(key), 'a whole number from 1 to 999')
}

function panelOf({ key, value }: YamlEntry, findings: Findings): Lesson['panel'] | null {
  const word = value.kind === 'text' ? value.value : null
  if (word === 'open' || word === 'folded') return word
  const meant = word === null ? null : nearest(word, ['open', 'folded'])
  const hint = meant === null ? undefined : `Did you mean ${quote(meant)}?`
  return mistaken(findings, value, quote(key), '"open" or "folded"', hint)
}

function sessionsOf({ key, value }: YamlEntry, findings: Findings): SessionSpec[] | null {
  if (value.kind === 'map' && value.entries.length > 0) {
    return value.entries.map((entry) => sessionOf(entry, findings))
  }
  return mistaken(
    findings,
    value,
    quote(key),
    'sessions by name, as in "alice: { role: alice, database: shop }"',
  )
}

/** What is missing stays empty: a session with a mistake is still one that cells may name. */
function sessionOf({ key: name, keyRange, value }: YamlEntry, findings: Findings): SessionSpec {
  const spec = { name, role: '', database: '' }
  if (name === pythonQueue) findings.add(sessionPython, keyRange, null)
  if (!namePattern.test(name)) findings.add(sessionName, keyRange, { name })
  if (value.kind !== 'map') {
    const expected = 'a role and a database, as in "{ role: alice, database: shop }"'
    mistaken(findings, value, `session ${quote(name)}`, expected)
    return spec
  }
  for (const part of ['role', 'database'] as const) {
    const entry = value.entries.find(({ key }) => key === part)
    if (entry === undefined) findings.add(sessionIncomplete, keyRange, { name, missing: part })
    else spec[part] = textOf(entry, findings) ?? ''
  }
  for (const { key, keyRange: at } of value.entries) {
    if (key === 'role' || key === 'database') continue
    findings.add(unknownKey, at, { key, of: `session ${quote(name)}`, known: ['role', 'database'] })
  }
  const changed = [spec.role, spec.database].some((part) => part !== '' && part !== name)
  if (name === 'postgres' && changed) findings.add(sessionReserved, keyRange, null)
  return spec
}

function mistaken(findings: Findings, value: YamlValue, what: string, expected: string, hint?: string): null {
  findings.add(wrongType, value.range, { what, expected, found: inWords(value), ...(hint ? { hint } : {}) })
  return null
}
