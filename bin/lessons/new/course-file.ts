/** The course.yaml beside a new lesson: it gets the lesson's name, or the user hears what to add. */
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../../command.ts'
import { shownPath } from '../write-new.ts'
import { addToCourse } from './add-to-course.ts'

/** Does nothing where a folder has no course. */
export async function addToCourseOf(
  folder: string,
  slug: string,
  { cwd, stdout }: Environment,
): Promise<void> {
  const path = join(folder, 'course.yaml')
  if (!existsSync(path)) return
  const text = await readFile(path, 'utf8')
  const added = addToCourse(text, slug)
  const shown = shownPath(path, cwd)
  if (added === null)
    stdout.write(`${shown} has no list of lessons that it could be added to: add "- ${slug}"\n`)
  else if (added !== text) {
    await writeFile(path, added)
    stdout.write(`${shown} has it in its last part\n`)
  }
}
