/** What the last error named, marked: PostgreSQL's token, or Python's line. It moves with the text around it. */
import { StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import type { TextRange } from '../../lib/postgres/client/outcome.ts'

/** A token is underlined; a line has a ground. */
const looks = {
  token: Decoration.mark({ class: 'tok-error' }),
  line: Decoration.mark({ class: 'tok-error-line' }),
}

export interface ErrorPlace extends TextRange {
  names: keyof typeof looks
}

/** Sets the mark, in UTF-16 units of the document after the transaction; null takes it away. */
export const setErrorMark = StateEffect.define<ErrorPlace | null>()

/** Whether there is a mark, and where. Editing inside the token takes the mark away: it was about another text. */
export const errorMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes)
    for (let mark = marks.iter(); mark.value; mark.next()) {
      if (transaction.changes.touchesRange(mark.from, mark.to) === 'cover') next = Decoration.none
    }
    for (const effect of transaction.effects) {
      if (effect.is(setErrorMark)) next = decorate(effect.value, transaction.newDoc.length)
    }
    return next
  },
  provide: (field) => EditorView.decorations.from(field),
})

/** An error at the end of the text has no token: its last character is marked. */
function decorate(at: ErrorPlace | null, length: number): DecorationSet {
  if (!at || length === 0) return Decoration.none
  const to = Math.min(Math.max(at.to, at.from + 1), length)
  const from = Math.min(at.from, to - 1)
  return Decoration.set(looks[at.names].range(from, to))
}
