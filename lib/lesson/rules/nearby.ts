/** Mistakes in what a lesson says of its neighbours: pictures, files, other lessons. */
import type { Rule } from '../diagnostic.ts'
import { didYouMean, quote } from '../wording.ts'

export const pictureMissing: Rule<{ path: string; files: readonly string[] }> = {
  name: 'picture-missing',
  severity: 'error',
  about: 'A picture is not in the folder of the lesson.',
  example: '---\ntitle: Example\n---\n\n![A table](tabel.png)\n',
  shown: 'lessons/example.md:5:1: error: there is no picture "tabel.png"\n  hint: Did you mean "table.png"?',
  report: ({ path, files }) => ({
    message: `there is no picture ${quote(path)}`,
    ...didYouMean(path, files),
  }),
}

export const fileMissing: Rule<{ path: string; files: readonly string[] }> = {
  name: 'file-missing',
  severity: 'error',
  about: 'A link leads to a file that is not in the folder of the lesson.',
  example: '---\ntitle: Example\n---\n\n[The data](tabel.png)\n',
  shown: 'lessons/example.md:5:1: error: there is no file "tabel.png"\n  hint: Did you mean "table.png"?',
  report: ({ path, files }) => ({
    message: `there is no file ${quote(path)}`,
    ...didYouMean(path, files, 'An address elsewhere begins with "https://".'),
  }),
}

export const lessonUnknown: Rule<{ slug: string; lessons: readonly string[] }> = {
  name: 'lesson-unknown',
  severity: 'error',
  about: 'A link leads to a lesson that does not exist.',
  example: '---\ntitle: Example\n---\n\n[Next](tabels.md)\n',
  shown: 'lessons/example.md:5:1: error: there is no lesson "tabels"\n  hint: Did you mean "tables"?',
  report: ({ slug, lessons }) => ({
    message: `there is no lesson ${quote(slug)}`,
    ...didYouMean(slug, lessons),
  }),
}

export const lessonPlace: Rule<{ slug: string; fragment: string; places: readonly string[] }> = {
  name: 'lesson-place',
  severity: 'warning',
  about: 'A link to another lesson leads to no heading and to no cell there.',
  example: '---\ntitle: Example\n---\n\n[Rows](tables.md#row)\n',
  shown: 'lessons/example.md:5:1: warning: lesson "tables" has no place "#row"\n  hint: Did you mean "rows"?',
  report: ({ slug, fragment, places }) => ({
    message: `lesson ${quote(slug)} has no place ${quote(`#${fragment}`)}`,
    ...didYouMean(fragment, places),
  }),
}
