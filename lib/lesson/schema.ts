/** What may stand in the page of a lesson: GitHub's list of elements, without what could steer, style or load. */
import { defaultSchema, type Options } from 'rehype-sanitize'
import { alertKinds } from './alerts.ts'

/** Elements of GitHub's that load from addresses which nobody checks. */
const notOurs = ['picture', 'source']

/** Elements whose contents go with them; of any other unknown element the contents stay. */
const dropped = [
  'script',
  'style',
  'template',
  'noscript',
  'iframe',
  'object',
  'embed',
  'applet',
  'svg',
  'math',
  'canvas',
  'audio',
  'video',
  'select',
  'textarea',
  'title',
  'head',
]

/** Ids of the author's get this in front, so that none can pass for one of the page's. */
export const idPrefix = 'user-content-'

export const lessonSchema: Options = {
  ...defaultSchema,
  tagNames: [...(defaultSchema.tagNames ?? []).filter((name) => !notOurs.includes(name)), 'lesson-cell'],
  strip: dropped,
  clobberPrefix: idPrefix,
  // Of pictures, review-html.ts lets relative addresses pass only. An empty list here would mean *any*.
  protocols: { href: ['http', 'https', 'mailto'], src: ['https'], cite: ['http', 'https'] },
  attributes: {
    '*': ['dir', 'id', 'lang', 'title'],
    a: [
      'href',
      'dataFootnoteBackref',
      'dataFootnoteRef',
      'ariaDescribedBy',
      'ariaLabel',
      ['className', 'data-footnote-backref'],
    ],
    blockquote: ['cite'],
    code: [['className', /^language-[\w+#.-]+$/]],
    del: ['cite', 'dateTime'],
    details: ['open'],
    div: [['dataAlert', ...alertKinds], ['role', 'note'], 'align'],
    h2: [['className', 'sr-only']],
    img: ['src', 'alt', 'width', 'height', 'align'],
    input: [['disabled', true], ['type', 'checkbox'], 'checked'],
    ins: ['cite', 'dateTime'],
    li: [['className', 'task-list-item'], 'value'],
    'lesson-cell': ['cellId'],
    ol: [['className', 'contains-task-list'], 'start', 'reversed', 'type'],
    p: ['dataAlertTitle', 'align'],
    q: ['cite'],
    section: ['dataFootnotes', ['className', 'footnotes']],
    td: ['align', 'colSpan', 'rowSpan', 'headers'],
    th: ['align', 'colSpan', 'rowSpan', 'headers', 'scope', 'abbr'],
    ul: [['className', 'contains-task-list']],
  },
}

export function isAllowedElement(name: string): boolean {
  return lessonSchema.tagNames?.includes(name) ?? false
}

export function isDroppedElement(name: string): boolean {
  return dropped.includes(name)
}
