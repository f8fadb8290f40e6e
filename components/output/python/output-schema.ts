/** What may stand in the page of HTML that a cell has made: a lesson's list, without what only a lesson has. */
import type { Options } from 'rehype-sanitize'
import { lessonSchema } from '../../../lib/lesson/schema.ts'

const notHere = ['lesson-cell', 'input', 'img', 'section']

/** No ids, no classes: nothing that the page's own elements could be taken for. */
export const outputSchema: Options = {
  ...lessonSchema,
  tagNames: (lessonSchema.tagNames ?? []).filter((name) => !notHere.includes(name)),
  attributes: {
    '*': ['dir', 'lang', 'title'],
    a: ['href'],
    details: ['open'],
    li: ['value'],
    ol: ['start', 'reversed', 'type'],
    td: ['align', 'colSpan', 'rowSpan'],
    th: ['align', 'colSpan', 'rowSpan', 'scope', 'abbr'],
  },
}
