/** Pictures and data stand beside the lessons; in the site they stand beside the lesson's page, where its text looks for them. */
import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Lesson } from '../../lib/lesson/lesson.ts'

/**
 * Copies what the lessons of `folder` show or link to into `site`. Other files beside them stay at home. Rejects if one
 * cannot be read, which `lib/lesson` has ruled out for lessons without errors.
 */
export async function copyLessonFiles(
  lessons: readonly Pick<Lesson, 'slug' | 'pictures' | 'files'>[],
  folder: string,
  site: string,
): Promise<void> {
  for (const { slug, pictures, files } of lessons) {
    for (const path of new Set([...pictures, ...files].map((file) => file.path))) {
      const target = join(site, 'lessons', slug, path)
      await mkdir(dirname(target), { recursive: true })
      await copyFile(join(folder, path), target)
    }
  }
}
