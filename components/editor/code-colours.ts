/** Which parts of code have a colour, in SQL and in Python: one table for the static text, at build time, and the editor. */
import { tagHighlighter, tags } from '@lezer/highlight'

/** Keywords by weight first, text and comments by colour; everything else stays in ink. Classes are in code.css. */
export const codeColours = tagHighlighter([
  { tag: [tags.keyword, tags.bool, tags.null], class: 'tok-keyword' },
  { tag: [tags.string, tags.special(tags.string)], class: 'tok-string' },
  { tag: [tags.lineComment, tags.blockComment], class: 'tok-comment' },
])
