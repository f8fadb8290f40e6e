/** Mistakes in lessons/course.yaml, and between it and the lessons. Examples are of a folder with the lesson `tables`. */
import type { Rule } from '../diagnostic.ts'
import { asLessonName } from '../lesson-name.ts'
import { didYouMean, quote } from '../wording.ts'

function shownOfCourse(firstLine: string, ...rest: string[]): string {
  return [`lessons/course.yaml:${firstLine}`, ...rest.map((line) => `  ${line}`)].join('\n')
}

function courseWith(...lessons: string[]): string {
  return `title: PostgreSQL\nparts:\n  - title: First steps\n    lessons:\n${lessons.map((name) => `      - ${name}\n`).join('')}`
}

export const courseMissing: Rule<null> = {
  name: 'course-missing',
  severity: 'error',
  about: 'The folder of the lessons has no `course.yaml`, or an empty one.',
  example: '',
  shown: shownOfCourse(
    '1:1: error: course is empty',
    'hint: Write "title: …" and "parts:", a list of parts with "title" and "lessons".',
  ),
  report: () => ({
    message: 'course is empty',
    hint: 'Write "title: …" and "parts:", a list of parts with "title" and "lessons".',
  }),
}

export const courseKeyMissing: Rule<{ key: string; of: string }> = {
  name: 'course-key-missing',
  severity: 'error',
  about: 'The course or one of its parts lacks a key that it must have.',
  example: 'title: PostgreSQL\nparts:\n  - lessons: [tables]\n',
  shown: shownOfCourse('3:5: error: part has no "title"'),
  report: ({ key, of }) => ({ message: `${of} has no ${quote(key)}` }),
}

export const courseUnknownLesson: Rule<{ slug: string; lessons: readonly string[] }> = {
  name: 'course-unknown-lesson',
  severity: 'error',
  about: 'The course names a lesson that does not exist.',
  example: courseWith('tables', 'tabels'),
  shown: shownOfCourse(
    '6:9: error: there is no lesson "tabels"',
    'detail: A lesson is named by its file, without ".md".',
    'hint: Did you mean "tables"?',
  ),
  report: ({ slug, lessons }) => ({
    message: `there is no lesson ${quote(slug)}`,
    detail: 'A lesson is named by its file, without ".md".',
    ...didYouMean(slug, lessons),
  }),
}

export const courseLessonTwice: Rule<{ slug: string; line: number }> = {
  name: 'course-lesson-twice',
  severity: 'error',
  about: 'The course names a lesson twice.',
  example: courseWith('tables', 'tables'),
  shown: shownOfCourse('6:9: error: lesson "tables" stands twice', 'detail: Line 5 has it.'),
  report: ({ slug, line }) => ({
    message: `lesson ${quote(slug)} stands twice`,
    detail: `Line ${line} has it.`,
  }),
}

export const courseUnlisted: Rule<{ slug: string }> = {
  name: 'course-unlisted',
  severity: 'error',
  about: 'A lesson exists and the course does not name it.',
  example: 'title: PostgreSQL\nparts: []\n',
  shown: shownOfCourse(
    '1:1: error: lesson "tables" is in no part of the course',
    'hint: Add "- tables" under "lessons" of a part.',
  ),
  report: ({ slug }) => ({
    message: `lesson ${quote(slug)} is in no part of the course`,
    hint: `Add ${quote(`- ${slug}`)} under "lessons" of a part.`,
  }),
}

export const startsFromUnknown: Rule<{ slug: string; lessons: readonly string[] }> = {
  name: 'starts-from-unknown',
  severity: 'error',
  about: '`starts-from` names a lesson that does not exist.',
  example: '---\ntitle: Example\nstarts-from: tabels\n---\n\nText.\n',
  shown:
    'lessons/example.md:3:14: error: lesson starts from "tabels", which does not exist\n  hint: Did you mean "tables"?',
  report: ({ slug, lessons }) => ({
    message: `lesson starts from ${quote(slug)}, which does not exist`,
    ...didYouMean(slug, lessons),
  }),
}

export const startsFromItself: Rule<{ circle: readonly string[] }> = {
  name: 'starts-from-itself',
  severity: 'error',
  about: 'Lessons start from each other in a circle.',
  example: '---\ntitle: Example\nstarts-from: example\n---\n\nText.\n',
  shown: 'lessons/example.md:3:14: error: lesson starts from itself: example → example',
  report: ({ circle }) => ({ message: `lesson starts from itself: ${circle.join(' → ')}` }),
}

export const lessonName: Rule<{ slug: string }> = {
  name: 'lesson-name',
  severity: 'error',
  about: "The name of a lesson's file cannot be the last part of an address.",
  example: '---\ntitle: Example\n---\n\nText.\n',
  shown:
    'lessons/My example.md:1:1: error: lesson name "My example" cannot stand in an address\n' +
    '  detail: A name has small letters and digits, in words joined by "-".\n' +
    '  hint: Rename the file to "my-example.md".',
  report: ({ slug }) => {
    const better = asLessonName(slug)
    return {
      message: `lesson name ${quote(slug)} cannot stand in an address`,
      detail: 'A name has small letters and digits, in words joined by "-".',
      ...(better === '' ? {} : { hint: `Rename the file to ${quote(`${better}.md`)}.` }),
    }
  },
}
