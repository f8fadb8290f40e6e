/** Reads a folder of lessons. The one file here that touches a disk: for Node, never for the page's own code. */
import { readdir, readFile } from 'node:fs/promises'
import { join, posix, sep } from 'node:path'
import { type Lessons, parseLessons } from './folder.ts'
import { slugOf } from './lesson-name.ts'

/**
 * All lessons of a folder: each `*.md` directly in it but README.md, in the order of its course.yaml, if it has one. Mistakes of authors
 * come back as diagnostics; rejects only if the folder or a file cannot be read. Files are named as `folder` is, or as
 * `shownAs`: `lessons/tables.md` for `lessons`.
 */
export async function readLessons(folder: string, shownAs: string = folder): Promise<Lessons> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => posix.relative(slashed(folder), slashed(join(entry.parentPath, entry.name))))
    .sort()
  const read = async (path: string) => ({
    file: slashed(join(shownAs, path)),
    text: await readFile(join(folder, path), 'utf8'),
  })
  const course = paths.includes('course.yaml') ? await read('course.yaml') : null
  const names = paths.filter((path) => /^[^/]+\.md$/i.test(path) && !/^readme\.md$/i.test(path))
  const lessons = await Promise.all(
    names.map(async (path) => ({ slug: slugOf(path), ...(await read(path)) })),
  )
  return parseLessons({ course, lessons, paths })
}

function slashed(path: string): string {
  return path.split(sep).join('/')
}
