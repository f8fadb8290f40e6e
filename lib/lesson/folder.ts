/** What holds between the files of a folder of lessons; pure, as the parsers of the single files are. */
import { parseCourse } from './course.ts'
import { Findings, inTextOrder } from './diagnostic.ts'
import type { Course, Diagnostic, Lesson } from './lesson.ts'
import { parseLesson } from './parse.ts'
import { lessonName, pictureMissing, startsFromItself, startsFromUnknown } from './rules/course.ts'

export interface LessonFiles {
  /** course.yaml; '' if there is none. */
  course: { file: string; text: string }
  lessons: { file: string; slug: string; text: string }[]
  /** Paths of all files, relative to the folder, with `/`. */
  paths: readonly string[]
}

export interface Lessons {
  /** Null if course.yaml has an error. */
  course: Course | null
  /** Those without an error, in the order of the course, then the others. */
  lessons: Lesson[]
  /** By file. */
  diagnostics: Diagnostic[]
}

export function parseLessons(files: LessonFiles): Lessons {
  const slugs = files.lessons.map(({ slug }) => slug)
  const { course, diagnostics: courseDiagnostics } = parseCourse(files.course.file, files.course.text, slugs)
  const parsed = files.lessons.map(({ file, text }) => parseLesson(file, text))
  const lessons = parsed.flatMap(({ lesson }) => lesson ?? [])

  const sound: Lesson[] = []
  const diagnostics = [...courseDiagnostics]
  for (const { lesson, diagnostics: own } of parsed) {
    const findings = new Findings(lesson?.file ?? '')
    if (lesson !== null) {
      reportName(lesson, findings)
      reportStart(lesson, lessons, slugs, findings)
      reportPictures(lesson, files.paths, findings)
      if (!findings.failed) sound.push(lesson)
    }
    diagnostics.push(...inTextOrder([...own, ...findings.list]))
  }
  const order = course?.parts.flatMap((part) => part.lessons) ?? []
  const place = ({ slug }: Lesson) => (order.includes(slug) ? order.indexOf(slug) : order.length)
  return { course, lessons: sound.toSorted((a, b) => place(a) - place(b)), diagnostics }
}

function reportStart(
  lesson: Lesson,
  lessons: readonly Lesson[],
  slugs: readonly string[],
  findings: Findings,
): void {
  const { slug, startsFrom, startsFromRange: range } = lesson
  if (startsFrom === null || range === null) return
  if (!slugs.includes(startsFrom)) {
    findings.add(startsFromUnknown, range, { slug: startsFrom, lessons: slugs })
    return
  }
  const circle = [slug]
  for (let next: string | null = startsFrom; next !== null && !circle.includes(next, 1); ) {
    circle.push(next)
    if (next === slug) findings.add(startsFromItself, range, { circle })
    next = lessons.find((other) => other.slug === next)?.startsFrom ?? null
  }
}

function reportName(lesson: Lesson, findings: Findings): void {
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(lesson.slug)) return
  const start = { line: 1, column: 1, offset: 0 }
  findings.add(lessonName, { start, end: start }, { slug: lesson.slug })
}

function reportPictures(lesson: Lesson, paths: readonly string[], findings: Findings): void {
  for (const { path, range } of lesson.pictures) {
    if (!paths.includes(path)) findings.add(pictureMissing, range, { path, files: paths })
  }
}
