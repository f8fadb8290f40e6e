/** Mistakes of YAML itself, in front matter and in course.yaml. */
import type { Rule } from '../diagnostic.ts'
import { shown } from './example.ts'

const hints: Record<string, string> = {
  BLOCK_AS_IMPLICIT_KEY: 'Put a value that contains ": " in double quotes.',
  TAB_AS_INDENT: 'YAML is indented with blanks.',
  DUPLICATE_KEY: 'Keep one of the two.',
}

export const yamlSyntax: Rule<{ code: string; message: string }> = {
  name: 'yaml-syntax',
  severity: 'error',
  about: 'Front matter or `course.yaml` is not valid YAML.',
  example: '---\ntitle: Rows: the first ones\n---\n\nText.\n',
  shown: shown(
    '2:8: error: YAML cannot be read: nested mappings are not allowed in compact mappings',
    'hint: Put a value that contains ": " in double quotes.',
  ),
  report: ({ code, message }) => ({
    message: `YAML cannot be read: ${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\.$/, '')}`,
    ...(hints[code] === undefined ? {} : { hint: hints[code] }),
  }),
}
