/** What holds between the files of a folder of lessons; pure, as the parsers of the single files are. */
import { type ParsedCourse, parseCourse } from './course.ts'
import { Findings, inTextOrder } from './diagnostic.ts'
import type { Course, Diagnostic, Lesson } from './lesson.ts'
import { isLessonName } from './lesson-name.ts'
import { pointsAtPanel } from './panel-target.ts'
import { type ParsedLesson, parseLesson } from './parse.ts'
import { lessonName, startsFromItself, startsFromUnknown } from './rules/course.ts'
import { fileMissing, lessonPlace, lessonUnknown, pictureMissing } from './rules/nearby.ts'

export interface LessonFiles {
  /** course.yaml; null if there is none: then all lessons are one part, in the order of their names. */
  course: { file: string; text: string } | null
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
  const { course, diagnostics } =
    files.course === null ? unordered(slugs) : parseCourse(files.course.file, files.course.text, slugs)
  const { lessons, diagnostics: others } = linkLessons(
    files.lessons.map(({ file, text }) => withAddress(parseLesson(file, text))),
    slugs,
    files.paths,
  )
  const order = course?.parts.flatMap((part) => part.lessons) ?? []
  const place = ({ slug }: Lesson) => (order.includes(slug) ? order.indexOf(slug) : order.length)
  return {
    course,
    lessons: lessons.toSorted((a, b) => place(a) - place(b)),
    diagnostics: [...diagnostics, ...others],
  }
}

function unordered(slugs: readonly string[]): ParsedCourse {
  const title = 'Lessons'
  return { course: { title, parts: [{ title, lessons: slugs.toSorted() }] }, diagnostics: [] }
}

/** Adds what shows only beside other files: `slugs` are the lessons that exist, `paths` the files. Keeps the order. */
export function linkLessons(
  parsed: readonly ParsedLesson[],
  slugs: readonly string[],
  paths: readonly string[],
): Omit<Lessons, 'course'> {
  const drafts = parsed.flatMap(({ draft }) => draft ?? [])
  const lessons: Lesson[] = []
  const diagnostics: Diagnostic[] = []
  for (const { lesson, draft, diagnostics: own } of parsed) {
    const findings = new Findings(draft?.file ?? '')
    if (draft !== null) {
      reportStart(draft, drafts, slugs, findings)
      reportFiles(draft, paths, findings)
      reportLinks(draft, drafts, slugs, findings)
    }
    if (lesson !== null && !findings.failed) lessons.push(lesson)
    diagnostics.push(...inTextOrder([...own, ...findings.list]))
  }
  return { lessons, diagnostics }
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

/** A lesson's name becomes part of its address. */
function withAddress(parsed: ParsedLesson): ParsedLesson {
  const { draft, diagnostics } = parsed
  if (draft === null || isLessonName(draft.slug)) return parsed
  const findings = new Findings(draft.file)
  const start = { line: 1, column: 1, offset: 0 }
  findings.add(lessonName, { start, end: start }, { slug: draft.slug })
  return { lesson: null, draft, diagnostics: [...findings.list, ...diagnostics] }
}

function reportFiles({ pictures, files }: Lesson, paths: readonly string[], findings: Findings): void {
  for (const { path, range } of pictures) {
    if (!paths.includes(path)) findings.add(pictureMissing, range, { path, files: paths })
  }
  for (const { path, range } of files) {
    if (!paths.includes(path)) findings.add(fileMissing, range, { path, files: paths })
  }
}

/** Where a lesson is not among `lessons`, its places are not known, and any will do. */
function reportLinks(
  { links }: Lesson,
  lessons: readonly Lesson[],
  slugs: readonly string[],
  findings: Findings,
): void {
  for (const { slug, fragment, range } of links) {
    const lesson = lessons.find((other) => other.slug === slug)
    if (!slugs.includes(slug)) findings.add(lessonUnknown, range, { slug, lessons: slugs })
    else if (lesson !== undefined && fragment !== null && !pointsAtPanel(fragment)) {
      const places = [...lesson.outline, ...lesson.cells].map(({ id }) => id)
      if (!places.includes(fragment)) findings.add(lessonPlace, range, { slug, fragment, places })
    }
  }
}
