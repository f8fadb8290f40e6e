/** From what a lesson says of a cell to what the notebook must know of it. Line ends are the editor's: LF. Pure. */
import { hashText } from '../../lib/lesson/hash.ts'
import type { LessonCell } from '../../lib/lesson/lesson.ts'
import type { CellSpec } from '../../lib/notebook/model.ts'

export function cellSpec({ id, language, session, source, error, attributes }: LessonCell): CellSpec {
  return {
    id,
    language,
    session,
    starter: source.replace(/\r\n?/g, '\n'),
    starterHash: hashText(source),
    expectedError: error,
    waitsFor: nameIn(attributes['waits-for']),
    frees: nameIn(attributes.frees),
  }
}

function nameIn(attribute: string | true | undefined): string | null {
  return typeof attribute === 'string' ? attribute : null
}
