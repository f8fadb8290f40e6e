/** The course as the build sees it: all lessons, read once. A mistake in any of them stops the build. */
import { formatDiagnostic } from '../lib/lesson/diagnostic.ts'
import type { Course, Lesson } from '../lib/lesson/lesson.ts'
import { readLessons } from '../lib/lesson/node.ts'

export interface ReadCourse {
  course: Course
  /** In the order of the course. */
  lessons: Lesson[]
}

let read: Promise<ReadCourse> | undefined

/** Reads again for each page in development, so that a saved lesson shows after a reload. */
export function readCourse(): Promise<ReadCourse> {
  if (process.env.NODE_ENV === 'development') return readFresh()
  read ??= readFresh()
  return read
}

/** The lesson of this name and the part it stands in. */
export async function readLesson(
  slug: string,
): Promise<{ lesson: Lesson; part: string; next: Lesson | null } | null> {
  const { course, lessons } = await readCourse()
  const at = lessons.findIndex((lesson) => lesson.slug === slug)
  const lesson = lessons[at]
  if (!lesson) return null
  const part = course.parts.find((each) => each.lessons.includes(slug))
  return { lesson, part: part?.title ?? course.title, next: lessons[at + 1] ?? null }
}

/** Warnings that have been shown: each page of development reads the lessons anew. */
const shown = new Set<string>()

async function readFresh(): Promise<ReadCourse> {
  const { course, lessons, diagnostics } = await readLessons(process.env.LESSONS_DIR || 'lessons')
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error')
  if (!course || errors.length > 0) {
    throw new Error(`the lessons have mistakes\n${diagnostics.map(formatDiagnostic).join('\n')}`)
  }
  for (const warning of diagnostics.map(formatDiagnostic)) {
    if (!shown.has(warning)) console.warn(warning)
    shown.add(warning)
  }
  return { course, lessons }
}
