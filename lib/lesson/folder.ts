/** What holds between the files of a folder of lessons; pure, as the parsers of the single files are. */
import { parseCourse } from './course.ts'
import { Findings, inTextOrder } from './diagnostic.ts'
import type { Course, Diagnostic, Lesson } from './lesson.ts'
import { isLessonName } from './lesson-name.ts'
import { type ParsedLesson, parseLesson } from './parse.ts'
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
  const { course, diagnostics } = parseCourse(files.course.file, files.course.text, slugs)
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
      reportPictures(draft, paths, findings)
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

function reportPictures(lesson: Lesson, paths: readonly string[], findings: Findings): void {
  for (const { path, range } of lesson.pictures) {
    if (!paths.includes(path)) findings.add(pictureMissing, range, { path, files: paths })
  }
}
