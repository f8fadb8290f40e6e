/** The forms in which a check is told to programs. */
import { expect, test } from 'vitest'
import type { LessonReport } from '../../../../bin/lessons/check-lesson.ts'
import { reporters } from '../../../../bin/lessons/report/reporter.ts'
import { parseLesson } from '../../../../lib/lesson/parse.ts'

const { draft, diagnostics } = parseLesson(
  'a,b.md',
  '---\ntitle: A\n---\n\n```sql eror=42601\nSELEC 1;\n```\n',
)

function told(form: keyof typeof reporters): string {
  if (draft === null) throw new Error('the lesson could not be read')
  const written: string[] = []
  const reporter = reporters[form]({ write: (text) => written.push(text) })
  const report: LessonReport = { lesson: draft, diagnostics, printed: [], ran: 1, left: 0 }
  reporter.found(diagnostics)
  reporter.checked(report)
  reporter.end([report], diagnostics)
  return written.join('')
}

test('GitHub shows a finding beside its line', () => {
  expect(told('github')).toBe(
    [
      '::error file=a%2Cb.md,line=5,endLine=5,col=8,title=lessons%3A unknown-attribute::unrecognized attribute "eror"' +
        `%0A${diagnostics[0]?.detail}%0ADid you mean "error"?`,
      'a,b.md: 1 cell run, 1 error',
      '1 lesson, 1 cell: 1 error',
      '',
    ].join('\n'),
  )
})

test('a program reads one JSON text', () => {
  expect(JSON.parse(told('json'))).toEqual({
    ok: false,
    lessons: [{ file: 'a,b.md', cellsRun: 1, cellsLeft: 0, ok: false }],
    diagnostics,
    changes: [],
  })
})
