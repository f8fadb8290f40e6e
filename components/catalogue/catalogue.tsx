/** All lessons in teaching order: what each is about, how long it is, how far the learner is. */
import { hashText } from '../../lib/lesson/hash.ts'
import type { Course, Lesson } from '../../lib/lesson/lesson.ts'
import { SkipLink } from '../primitives/skip-link.tsx'
import { ThemeMenu } from '../toolbar/theme-menu.tsx'
import { TopBar } from '../toolbar/top-bar.tsx'
import type { Entry } from './catalogue-entry.tsx'
import { CatalogueParts } from './catalogue-parts.tsx'

export function Catalogue({ course, lessons }: { course: Course; lessons: readonly Lesson[] }) {
  const parts = course.parts.map(({ title, lessons: slugs }) => ({
    title,
    entries: slugs.flatMap((slug) => lessons.filter((lesson) => lesson.slug === slug)).map(entryOf),
  }))
  return (
    <>
      <SkipLink to="lessons">To the lessons</SkipLink>
      <TopBar crumbs={[course.title]}>
        <ThemeMenu />
      </TopBar>
      <main id="lessons" className="mx-auto max-w-page px-10 pt-12 pb-14 max-lg:px-6 max-sm:px-4 max-sm:pt-6">
        <h1 className="text-balance font-semibold text-title">{course.title}</h1>
        <p className="mt-3 max-w-[58ch] text-pretty text-ink-2 text-lead">
          Each lesson has a PostgreSQL server of its own, which runs in this page. Change any cell, run it,
          and see what a real database answers.
        </p>
        <CatalogueParts parts={parts} />
      </main>
    </>
  )
}

function entryOf({ slug, title, summary, minutes, cells }: Lesson): Entry {
  const keys = cells.map((cell) => ({ lesson: slug, cell: cell.id, starterHash: hashText(cell.source) }))
  return { slug, title, summary, minutes, keys }
}
