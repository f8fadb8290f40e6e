/** Puts the parts together: sessions, ids, and what fences say about each other. Defaults are filled in here. */
import type { Code } from 'mdast'
import type { AttributeName } from './attribute-table.ts'
import type { CellDraft } from './cells.ts'
import { readableOutput } from './compare/readable.ts'
import type { Findings } from './diagnostic.ts'
import type { FrontMatter } from './front-matter.ts'
import { hashText } from './hash.ts'
import { type LessonCell, pythonQueue, type SessionSpec } from './lesson.ts'
import type { AttributeAt } from './read-attributes.ts'
import {
  checkWithoutSays,
  exerciseUnknown,
  exerciseWithoutId,
  freesPython,
  idTwice,
  predictWithoutTasks,
  saysWithoutCheck,
  sessionOfPython,
  sessionUndeclared,
  waitsForItself,
} from './rules/links.ts'

/** The one session of a lesson that declares none. */
const mainSession: SessionSpec = { name: 'main', role: 'postgres', database: 'postgres' }
/** Exists in every lesson, for set-up. */
const setUpSession: SessionSpec = { name: 'postgres', role: 'postgres', database: 'postgres' }

export interface Linked {
  sessions: SessionSpec[]
  /** What runs in the order of the text. */
  cells: LessonCell[]
  exerciseFences: LessonCell[]
  /** Ids of the cells by their fences in the tree. */
  cellIds: Map<Code, string>
}

export function link(drafts: readonly CellDraft[], frontMatter: FrontMatter, findings: Findings): Linked {
  const declared = frontMatter.sessions ?? []
  const needsMain = drafts.length === 0 || drafts.some(({ language }) => language === 'sql')
  const sessions = declared.length > 0 || !needsMain ? declared : [mainSession]
  const known = frontMatter.hidden.has('sessions') ? null : sessions
  const defaultSession = sessions[0] ?? mainSession
  const ids = takenIds(drafts, findings)
  const exercises = drafts.filter(({ attributes }) => attributes.has('exercise'))

  const repetitions = new Map<string, number>()
  const linked: Linked = { sessions: [...sessions], cells: [], exerciseFences: [], cellIds: new Map() }
  for (const draft of drafts) {
    const session = sessionOf(draft, defaultSession)
    if (known !== null) reportSessions(draft, session, known, declared, findings)
    reportExercise(draft, exercises, ids, findings)
    if (draft.attributes.has('predict') && !draft.followsTasks) {
      findings.add(predictWithoutTasks, rangeOf(draft, 'predict'), null)
    }
    if (session === setUpSession.name && !linked.sessions.some(({ name }) => name === session)) {
      linked.sessions.push(setUpSession)
    }
    const apart = draft.attributes.has('check') || draft.attributes.has('solution')
    const cell = cellOf(draft, session, ids, repetitions)
    if (apart) linked.exerciseFences.push(cell)
    else {
      linked.cells.push(cell)
      linked.cellIds.set(draft.node, cell.id)
    }
  }
  return linked
}

function sessionOf({ attributes, language }: CellDraft, otherwise: SessionSpec): string {
  return language === 'python' ? pythonQueue : (textOf(attributes.get('session')) ?? otherwise.name)
}

/** Python names the class of an error without its module. */
function errorOf({ attributes, language }: CellDraft): string | null {
  const written = textOf(attributes.get('error'))
  return language === 'python' && written !== null ? written.slice(written.lastIndexOf('.') + 1) : written
}

/** The author's ids with their cells; made ones are added as cells are built. */
function takenIds(drafts: readonly CellDraft[], findings: Findings): Map<string, CellDraft> {
  const taken = new Map<string, CellDraft>()
  for (const draft of drafts) {
    const attribute = draft.attributes.get('id')
    const id = textOf(attribute)
    if (attribute === undefined || id === null) continue
    const first = taken.get(id)
    if (first === undefined) taken.set(id, draft)
    else findings.add(idTwice, attribute.valueRange, { id, line: first.fence.range.start.line })
  }
  return taken
}

function cellOf(
  draft: CellDraft,
  session: string,
  taken: Map<string, CellDraft>,
  repetitions: Map<string, number>,
): LessonCell {
  const { fence, language, attributes, output } = draft
  const given = textOf(attributes.get('id'))
  return {
    id: given ?? madeId(draft, taken, repetitions),
    named: given !== null,
    language,
    session,
    source: fence.text,
    range: fence.range,
    sourceStart: fence.textStart,
    error: errorOf(draft),
    output:
      output === null
        ? null
        : {
            text: output.text,
            readable: readableOutput(output.text),
            range: output.range,
            textStart: output.textStart,
            unordered: attributes.has('unordered'),
          },
    attributes: Object.fromEntries(Array.from(attributes, ([name, { value }]) => [name, value])),
  }
}

/** From the starter text, so that it survives changes elsewhere in the lesson; repetitions are numbered. */
function madeId(draft: CellDraft, taken: Map<string, CellDraft>, repetitions: Map<string, number>): string {
  const base = `cell-${hashText(draft.fence.text)}`
  let count = repetitions.get(base) ?? 1
  let id = count === 1 ? base : `${base}-${count}`
  while (taken.has(id)) id = `${base}-${++count}`
  repetitions.set(base, count + 1)
  taken.set(id, draft)
  return id
}

function reportSessions(
  draft: CellDraft,
  session: string,
  known: readonly SessionSpec[],
  declared: readonly SessionSpec[],
  findings: Findings,
): void {
  for (const attribute of ['session', 'waits-for', 'frees'] as const) {
    const at = draft.attributes.get(attribute)
    const name = textOf(at)
    if (at === undefined || name === null) continue
    if (attribute === 'session' && draft.language === 'python') {
      findings.add(sessionOfPython, at.range, null)
    } else if (attribute !== 'session' && name === pythonQueue) {
      // A Python cell may wait for another connection of its own interpreter; it cannot free it.
      if (attribute === 'frees' && session === pythonQueue) findings.add(freesPython, at.valueRange, null)
    } else if (name !== setUpSession.name && !known.some((spec) => spec.name === name)) {
      findings.add(sessionUndeclared, at.valueRange, { name, declared: declared.map((spec) => spec.name) })
    } else if (attribute !== 'session' && name === session) {
      findings.add(waitsForItself, at.valueRange, { attribute, session })
    }
  }
}

function reportExercise(
  draft: CellDraft,
  exercises: readonly CellDraft[],
  ids: ReadonlyMap<string, CellDraft>,
  findings: Findings,
): void {
  const { attributes } = draft
  if (attributes.has('exercise') && !attributes.has('id')) {
    findings.add(exerciseWithoutId, rangeOf(draft, 'exercise'), null)
  }
  for (const attribute of ['check', 'solution'] as const) {
    const at = attributes.get(attribute)
    const id = textOf(at)
    if (at === undefined || id === null) continue
    if (!exercises.some((exercise) => textOf(exercise.attributes.get('id')) === id)) {
      const names = exercises.flatMap((exercise) => textOf(exercise.attributes.get('id')) ?? [])
      findings.add(exerciseUnknown, at.valueRange, { attribute, id, exercises: names, cell: ids.has(id) })
    } else if (attribute === 'check' && !attributes.has('says')) {
      findings.add(checkWithoutSays, at.range, { id })
    }
  }
  if (attributes.has('says') && !attributes.has('check')) {
    findings.add(saysWithoutCheck, rangeOf(draft, 'says'), null)
  }
}

function rangeOf(draft: CellDraft, name: AttributeName) {
  return draft.attributes.get(name)?.range ?? draft.fence.range
}

function textOf(attribute: AttributeAt | undefined): string | null {
  return typeof attribute?.value === 'string' && attribute.value !== '' ? attribute.value : null
}
