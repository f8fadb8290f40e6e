/** The one limit on the shape of a lesson. */
import type { Rule } from '../diagnostic.ts'
import { shown } from './example.ts'

export const nestedTooDeeply: Rule<null> = {
  name: 'nested-too-deeply',
  severity: 'error',
  about: 'Quotations, lists or HTML elements are nested thousands deep.',
  example: `---\ntitle: Example\n---\n\n${'<b>'.repeat(20_000)}\n`,
  shown: shown('1:1: error: lesson is nested too deeply to be read'),
  report: () => ({ message: 'lesson is nested too deeply to be read' }),
}
