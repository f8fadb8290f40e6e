/** Mistakes of fences as such, and of outputs. */
import type { Rule } from '../diagnostic.ts'
import { quote } from '../wording.ts'
import { lessonWith, shown } from './example.ts'

export const fenceUnclosed: Rule<{ marks: string; lastLine: number }> = {
  name: 'fence-unclosed',
  severity: 'error',
  about: 'A fence has no closing line, so that all the text below belongs to it.',
  example: lessonWith('```sql\nSELECT 1;\n\nThe end.'),
  shown: shown(
    '5:1: error: fence is never closed',
    'detail: It begins here and runs to line 8.',
    'hint: Close it with a line "```".',
  ),
  report: ({ marks, lastLine }) => ({
    message: 'fence is never closed',
    detail: `It begins here and runs to line ${lastLine}.`,
    hint: `Close it with a line ${quote(marks)}.`,
  }),
}

export const fenceInHtml: Rule<{ word: string }> = {
  name: 'fence-in-html',
  severity: 'error',
  about:
    'A fence directly below an HTML tag is part of the HTML, not a cell: Markdown begins again after an empty line.',
  example: lessonWith('<details>\n<summary>Hint</summary>\n```sql\nSELECT 1;\n```\n</details>'),
  shown: shown(
    '7:1: error: "sql" fence is read as HTML text, not as a cell',
    'hint: Put an empty line above the fence.',
  ),
  report: ({ word }) => ({
    message: `${quote(word)} fence is read as HTML text, not as a cell`,
    hint: 'Put an empty line above the fence.',
  }),
}

export const fenceLanguage: Rule<{ word: string; meant: string }> = {
  name: 'fence-language',
  severity: 'warning',
  about:
    'The first word of a fence is nearly `sql`, `python` or `output`; as it is, the fence is plain text.',
  example: lessonWith('```SQL\nSELECT 1;\n```'),
  shown: shown('5:4: warning: "SQL" fence is shown as text, not as a cell', 'hint: Did you mean "sql"?'),
  report: ({ word, meant }) => ({
    message: `${quote(word)} fence is shown as text, not as ${meant === 'output' ? 'an output' : 'a cell'}`,
    hint: `Did you mean ${quote(meant)}?`,
  }),
}

export const outputWithoutCell: Rule<{ after: 'other' | 'check' }> = {
  name: 'output-without-cell',
  severity: 'error',
  about: 'An `output` fence does not stand directly below a cell.',
  example: lessonWith('```sql\nSELECT 1;\n```\n\nIt prints:\n\n```output\n…\n```'),
  shown: shown(
    '11:1: error: output does not follow a cell',
    'hint: Put it directly below its cell, with nothing but an empty line between.',
  ),
  report: ({ after }) =>
    after === 'check'
      ? { message: 'output follows a check', hint: 'Remove it: a check prints nothing, it must return true.' }
      : {
          message: 'output does not follow a cell',
          hint: 'Put it directly below its cell, with nothing but an empty line between.',
        },
}

export const outputTwice: Rule<{ line: number }> = {
  name: 'output-twice',
  severity: 'error',
  about: 'A cell has two `output` fences.',
  example: lessonWith('```sql\nSELECT 1;\n```\n\n```output\n…\n```\n\n```output\n…\n```'),
  shown: shown(
    '13:1: error: cell has an output already',
    'detail: Its output begins in line 9.',
    'hint: Put all that the cell prints into one fence.',
  ),
  report: ({ line }) => ({
    message: 'cell has an output already',
    detail: `Its output begins in line ${line}.`,
    hint: 'Put all that the cell prints into one fence.',
  }),
}
