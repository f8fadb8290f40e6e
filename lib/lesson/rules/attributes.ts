/** Mistakes in the attributes of one fence. */
import type { Rule } from '../diagnostic.ts'
import { didYouMean, quote, quotedList } from '../wording.ts'
import { lessonWith, shown } from './example.ts'

export const unknownAttribute: Rule<{ name: string; known: readonly string[] }> = {
  name: 'unknown-attribute',
  severity: 'error',
  about: 'A fence has an attribute that the format does not have.',
  example: lessonWith('```sql eror=42601\nSELEC 1;\n```'),
  shown: shown(
    '5:8: error: unrecognized attribute "eror"',
    'detail: Attributes are "session", "id", "error", "waits-for", "frees", "unordered", "hidden", "locked", "predict", "exercise", "check", "says" and "solution".',
    'hint: Did you mean "error"?',
  ),
  report: ({ name, known }) => ({
    message: `unrecognized attribute ${quote(name)}`,
    detail: `Attributes are ${quotedList(known)}.`,
    ...didYouMean(name, known),
  }),
}

export const outputAttribute: Rule<{ name: string; ofCells: boolean }> = {
  name: 'output-attribute',
  severity: 'error',
  about: 'An `output` fence has an attribute; attributes belong to the cell above it.',
  example: lessonWith('```sql\nSELECT 1;\n```\n\n```output unordered\n…\n```'),
  shown: shown(
    '9:11: error: output has an attribute, "unordered"',
    'hint: Write it at the cell above: "sql unordered".',
  ),
  report: ({ name, ofCells }) => ({
    message: `output has an attribute, ${quote(name)}`,
    hint: ofCells ? `Write it at the cell above: ${quote(`sql ${name}`)}.` : 'Write "output" alone.',
  }),
}

/** What is wrong with the way an attribute is written, and what to do. */
const flaws = {
  'no-name': {
    says: 'attribute has a value and no name',
    hint: 'Write name=value, without blanks around "=".',
  },
  'no-value': {
    says: 'attribute has no value after "="',
    hint: 'Write name=value, without blanks around "=".',
  },
  'unclosed-quote': {
    says: 'quoted value is never closed',
    hint: 'End it with a double quote, on the same line.',
  },
  'single-quotes': { says: 'value begins with a single quote', hint: 'Use double quotes.' },
  glued: { says: 'something follows the closing quote', hint: 'Put a blank between attributes.' },
} as const

export const attributeSyntax: Rule<{ flaw: keyof typeof flaws; written: string }> = {
  name: 'attribute-syntax',
  severity: 'error',
  about: 'An attribute is not written as `name`, `name=value` or `name="a value in quotes"`.',
  example: lessonWith('```sql id=\nSELECT 1;\n```'),
  shown: shown(
    '5:8: error: attribute has no value after "=": "id="',
    'hint: Write name=value, without blanks around "=".',
  ),
  report: ({ flaw, written }) => ({
    message: `${flaws[flaw].says}: ${quote(written)}`,
    hint: flaws[flaw].hint,
  }),
}

export const attributeTwice: Rule<{ name: string }> = {
  name: 'attribute-twice',
  severity: 'error',
  about: 'A fence has the same attribute twice.',
  example: lessonWith('```sql id=first id=second\nSELECT 1;\n```'),
  shown: shown('5:17: error: attribute "id" stands twice', 'hint: Keep one of the two.'),
  report: ({ name }) => ({ message: `attribute ${quote(name)} stands twice`, hint: 'Keep one of the two.' }),
}

export const attributeValue: Rule<{ name: string; written: string; takesValue: boolean }> = {
  name: 'attribute-value',
  severity: 'error',
  about: 'An attribute that needs a value has none, or one that is a mere word has a value.',
  example: lessonWith('```sql hidden=yes\nSELECT 1;\n```'),
  shown: shown('5:8: error: attribute "hidden" takes no value', 'hint: Write "hidden".'),
  report: ({ name, written, takesValue }) => ({
    message: `attribute ${quote(name)} ${takesValue ? 'has no value' : 'takes no value'}`,
    hint: `Write ${quote(written).replaceAll('\\"', '"')}.`,
  }),
}

export const attributesContradict: Rule<{ one: string; other: string }> = {
  name: 'attributes-contradict',
  severity: 'error',
  about: 'Two attributes cannot stand on one fence, such as `exercise` and `locked`.',
  example: lessonWith('```sql id=count exercise locked\nSELECT 1;\n```'),
  shown: shown('5:26: error: attributes "exercise" and "locked" contradict each other'),
  report: ({ one, other }) => ({
    message: `attributes ${quote(one)} and ${quote(other)} contradict each other`,
  }),
}

export const idForm: Rule<{ id: string }> = {
  name: 'id-form',
  severity: 'error',
  about: 'An id is not one word of letters, digits, `-` and `_` that begins with a letter.',
  example: lessonWith('```sql id=1st\nSELECT 1;\n```'),
  shown: shown(
    '5:11: error: id "1st" cannot be used in a link',
    'detail: An id begins with a letter and has letters, digits, "-" and "_".',
  ),
  report: ({ id }) => ({
    message: `id ${quote(id)} cannot be used in a link`,
    detail: 'An id begins with a letter and has letters, digits, "-" and "_".',
  }),
}

export const errorForm: Rule<{ value: string; language: 'sql' | 'python' }> = {
  name: 'error-form',
  severity: 'error',
  about: '`error=` is no SQLSTATE (of an `sql` cell) or no class name (of a `python` cell).',
  example: lessonWith('```sql error=syntax_error\nSELEC 1;\n```'),
  shown: shown(
    '5:14: error: "syntax_error" is no SQLSTATE',
    'detail: An SQLSTATE has five digits or capital letters, such as 42601.',
    'hint: They are listed in the PostgreSQL manual, appendix "PostgreSQL Error Codes".',
  ),
  report: ({ value, language }) => {
    if (language === 'python') {
      return {
        message: `${quote(value)} is no Python class name`,
        detail:
          'A class name has letters, digits and "_", such as UniqueViolation or psycopg2.errors.UniqueViolation.',
      }
    }
    const upper = value.toUpperCase()
    return {
      message: `${quote(value)} is no SQLSTATE`,
      detail: 'An SQLSTATE has five digits or capital letters, such as 42601.',
      hint: /^[0-9A-Z]{5}$/.test(upper)
        ? `Did you mean ${quote(upper)}?`
        : 'They are listed in the PostgreSQL manual, appendix "PostgreSQL Error Codes".',
    }
  },
}
