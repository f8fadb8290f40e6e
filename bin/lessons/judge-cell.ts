/** Compares how a cell ended with what its fence and its output say. */
import { compareOutput } from '../../lib/lesson/compare/compare.ts'
import type { Findings } from '../../lib/lesson/diagnostic.ts'
import type { LessonCell, SourceRange } from '../../lib/lesson/lesson.ts'
import type { SourceFile } from '../../lib/lesson/source-file.ts'
import type { CellOutput } from '../../lib/notebook/model.ts'
import type { ScriptEnd } from './lesson-run.ts'
import { lineInOutput, rangeInCell } from './places.ts'
import {
  connectionLost,
  errorMissing,
  errorOther,
  errorUnexpected,
  outputDiffers,
  pythonEnded,
  scriptMistake,
} from './rules.ts'

/** `failed` means that it did not end as its fence says; then its output is not looked at. */
export type Verdict = 'right' | 'output differs' | 'failed'

export function judgeCell(source: SourceFile, cell: LessonCell, end: ScriptEnd, findings: Findings): Verdict {
  if (!endsAsSaid(source, cell, end, findings)) return 'failed'
  if (cell.output === null) return 'right'
  const difference = compareOutput(cell.output.text, end.printed, cell.output)
  if (difference === null) return 'right'
  const { expectedLine, expected, found } = difference
  findings.add(outputDiffers, lineInOutput(source, cell.output, expectedLine), { expected, found })
  return 'output differs'
}

function endsAsSaid(source: SourceFile, cell: LessonCell, end: ScriptEnd, findings: Findings): boolean {
  const { error: expected } = cell
  const { code } = end.result
  if (end.result.outcome === 'ok') {
    if (expected === null) return true
    findings.add(errorMissing, cell.range, { expected })
    return false
  }
  if (code !== undefined && code === expected) return true
  const last = end.outputs.findLast(isFailure)
  const range = placeOf(source, cell, last)
  if (last?.kind === 'script-error') {
    const { message: said, hint } = last
    findings.add(scriptMistake, range, { said, ...(hint === undefined ? {} : { hint }) })
  } else if (code === undefined) {
    if (cell.language === 'python') findings.add(pythonEnded, range, { said: wordsOf(last) })
    else findings.add(connectionLost, range, { session: cell.session, said: wordsOf(last) })
  } else if (expected === null) {
    findings.add(errorUnexpected, range, { code, said: wordsOf(last), language: cell.language })
  } else findings.add(errorOther, range, { expected, code, said: wordsOf(last) })
  return false
}

type Failure = Extract<CellOutput, { kind: 'error' | 'script-error' | 'lost' | 'traceback' }>

const failures: readonly CellOutput['kind'][] = ['error', 'script-error', 'lost', 'traceback']

function isFailure(output: CellOutput): output is Failure {
  return failures.includes(output.kind)
}

function wordsOf(failure: Failure | undefined): string {
  if (failure === undefined) return 'Nothing was said.'
  if (failure.kind === 'error') return failure.fields.message
  return failure.message.split('\n', 1)[0] ?? ''
}

/** The token that the server names, else the cell's first line. */
function placeOf(source: SourceFile, cell: LessonCell, failure: Failure | undefined): SourceRange {
  if (failure !== undefined && failure.kind !== 'lost' && failure.at !== undefined) {
    return rangeInCell(source, cell, failure.at)
  }
  return rangeInCell(source, cell, { from: 0, to: (cell.source.split('\n', 1)[0] ?? '').length })
}
