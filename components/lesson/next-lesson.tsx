/** The way on, at the end of a lesson. */

import type { Lesson } from '../../lib/lesson/lesson.ts'
import { PageLink } from '../primitives/page-link.tsx'

export function NextLesson({ lesson }: { lesson: Lesson }) {
  return (
    <nav aria-label="Next lesson" className="mt-14 border-line border-t pt-5 print:hidden">
      <p className="text-ink-2 text-small">Next lesson</p>
      <p className="mt-1 font-semibold text-h3">
        <PageLink to={`/lessons/${lesson.slug}/`} className="text-accent underline underline-offset-[0.18em]">
          {lesson.title}
        </PageLink>
      </p>
      <p className="mt-1 max-w-measure text-ink-2 text-ui">{lesson.summary}</p>
    </nav>
  )
}
