import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differences } from '../../../bin/lessons/differences.ts'
import { updateOutputs } from '../../../bin/lessons/update.ts'
import { compareOutput } from '../../../lib/lesson/compare/compare.ts'
import { mergeOutput } from '../../../lib/lesson/compare/merge.ts'
import { parseLesson } from '../../../lib/lesson/parse.ts'

const ordered = { unordered: false }

/** The text after its cells have printed these texts, in order. */
function updated(text: string, ...printed: string[]) {
  const { lesson, diagnostics } = parseLesson('a.md', text)
  expect(diagnostics).toEqual([])
  const cells = lesson?.cells ?? []
  expect(cells).toHaveLength(printed.length)
  return updateOutputs(
    text,
    cells.map((cell, index) => ({ cell, text: printed[index] ?? '' })),
  )
}

describe('the text of a lesson', () => {
  const lesson = '# A\n\n```sql\nSELECT 1;\n```\n\n```output\nold\n```\n\nText.\n'

  test('is left alone where outputs agree', () => {
    expect(updated(lesson, 'old\n')).toEqual({ text: lesson, changes: [] })
    const blanks = lesson.replace('old', 'old  ')
    expect(updated(blanks, 'old\n\n').text).toBe(blanks)
  })

  test('gets outputs rewritten', () => {
    const { text, changes } = updated(lesson, 'new  \nlines\n\n')
    expect(text).toBe(lesson.replace('old', 'new\nlines'))
    expect(changes.map(({ line, difference }) => [line, difference])).toEqual([
      [7, ['-old', '+new', '+lines']],
    ])
  })

  test('gets missing outputs, but not of hidden cells, nor those that give a solution away', () => {
    expect(updated('# A\n\n```sql\nSELECT 1;\n```\nText.', ' 1\n').text).toBe(
      '# A\n\n```sql\nSELECT 1;\n```\n\n```output\n 1\n```\nText.',
    )
    expect(updated('# A\n\n```sql hidden\nSELECT 1;\n```', ' 1\n').changes).toEqual([])
    expect(updated('# A\n\n```sql exercise id=a\n```', ' 1\n').changes).toEqual([])
    expect(updated('# A\n\n```sql\n```', '').changes).toEqual([])
  })

  test('keeps quotations, lists, longer fences, line ends and the byte order mark', () => {
    const nested =
      '# A\n\n> ~~~~sql\n> SELECT 1;\n> ~~~~\n\n1. x\n\n   ```sql\n   SELECT 2;\n   ```\n\n   ```output\n   2\n   ```\n'
    expect(updated(nested, 'a\n\nb', '3\n').text).toBe(
      nested
        .replace('> ~~~~\n\n', '> ~~~~\n>\n> ```output\n> a\n>\n> b\n> ```\n\n')
        .replace('   2\n', '   3\n'),
    )
    const windows = `\uFEFF${lesson.replaceAll('\n', '\r\n')}`
    expect(updated(windows, 'x\ny').text).toBe(windows.replace('old', 'x\r\ny'))
  })

  test('gets longer fences around what looks like the end of one', () => {
    expect(updated(lesson, '```\n').text).toContain('````output\n```\n````\n')
  })

  test('reads again as it was meant', () => {
    const line = fc.stringMatching(/^[ -~]{0,12}$/)
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), fc.constantFrom('', '> ', '- '), (lines, around) => {
        const printed = lines.join('\n')
        const next = around.replace('-', ' ')
        const text = `# A\n\n${around}\`\`\`sql\n${next}SELECT 1;\n${next}\`\`\`\n`
        const again = parseLesson('a.md', updated(text, printed).text)
        const output = again.lesson?.cells[0]?.output?.text ?? ''
        if (again.lesson !== null) expect(compareOutput(output, printed, ordered)).toBeNull()
        else expect(again.diagnostics.map(({ rule }) => rule)).toContain('pattern-syntax')
      }),
    )
  })
})

describe('merging', () => {
  test('keeps patterns that still fit', () => {
    expect(mergeOutput('pid {{int}}\nUPDATE 1', 'pid 17\nUPDATE 2', ordered)).toBe('pid {{int}}\nUPDATE 2')
    expect(mergeOutput('pid {{int}}\nUPDATE 1', 'pid x\nUPDATE 1', ordered)).toBe('pid x\nUPDATE 1')
    expect(mergeOutput('a\n…\n(3 rows)', 'a\nb\nc\n(4 rows)', ordered)).toBe('a\n…\n(4 rows)')
    expect(mergeOutput('BEGIN\n{{time}}', 'BEGIN\nUPDATE 1\n12:00:00', ordered)).toBe(
      'BEGIN\nUPDATE 1\n{{time}}',
    )
  })

  test('always agrees with what was printed', () => {
    const line = fc.constantFrom(
      'a',
      'b',
      ' x | y',
      '---+---',
      '…',
      '{{int}}',
      ' {{any}} | y',
      '1',
      '(1 row)',
      '',
    )
    const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(text, text, fc.boolean(), (old, printed, unordered) => {
        expect(compareOutput(mergeOutput(old, printed, { unordered }), printed, { unordered })).toBeNull()
      }),
      { numRuns: 1000 },
    )
  })
})

test('differences turn one text into the other', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = differences(before, after)
      const side = (mark: string) =>
        lines.filter((line) => line[0] === ' ' || line[0] === mark).map((line) => line.slice(1))
      expect(side('-').join('\n')).toBe(before)
      expect(side('+').join('\n')).toBe(after)
    }),
  )
})
