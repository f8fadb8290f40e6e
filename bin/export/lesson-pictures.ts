/** Pictures stand beside the lessons; in the site they stand beside the lesson's page, where its text looks for them. */
import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Lesson } from '../../lib/lesson/lesson.ts'

/**
 * Copies each picture of `folder`, that of the lessons, into `site`. Only what a lesson shows: other files beside it
 * stay at home. Rejects if one cannot be read, which `lib/lesson` has ruled out for lessons without errors.
 */
export async function copyPictures(
  lessons: readonly Pick<Lesson, 'slug' | 'pictures'>[],
  folder: string,
  site: string,
): Promise<void> {
  for (const { slug, pictures } of lessons) {
    for (const path of new Set(pictures.map((picture) => picture.path))) {
      const target = join(site, 'lessons', slug, path)
      await mkdir(dirname(target), { recursive: true })
      await copyFile(join(folder, path), target)
    }
  }
}
