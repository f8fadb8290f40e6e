/** Mistakes in the patterns of an output. */
import { namedPatterns } from '../compare/line-pattern.ts'
import type { Rule } from '../diagnostic.ts'
import { didYouMean, quote, quotedList } from '../wording.ts'
import { lessonWith, shown } from './example.ts'

export const patternSyntax: Rule<{ written: string; reason: string }> = {
  name: 'pattern-syntax',
  severity: 'error',
  about:
    'A `{{/regex/}}` in an output is no regular expression of JavaScript, or one that cannot be matched in linear time.',
  example: lessonWith('```sql\nSELECT 1;\n```\n\n```output\n{{/(1/}}\n…\n```'),
  shown: shown('10:1: error: pattern "{{/(1/}}" cannot be used: unterminated group'),
  report: ({ written, reason }) => ({ message: `pattern ${quote(written)} cannot be used: ${reason}` }),
}

export const patternName: Rule<{ name: string }> = {
  name: 'pattern-name',
  severity: 'warning',
  about:
    'A word between double braces in an output is nearly the name of a pattern; as it is, it stands for itself.',
  example: lessonWith('```sql\nSELECT 1;\n```\n\n```output\n{{nubmer}}\n…\n```'),
  shown: shown(
    '10:1: warning: "{{nubmer}}" is compared as it stands',
    'detail: Patterns are "int", "number", "time", "uuid" and "any".',
    'hint: Did you mean "number"?',
  ),
  report: ({ name }) => ({
    message: `${quote(`{{${name}}}`)} is compared as it stands`,
    detail: `Patterns are ${quotedList(Object.keys(namedPatterns))}.`,
    ...didYouMean(name, Object.keys(namedPatterns)),
  }),
}
