/** Where the lessons are: in the project's folder lessons, or in one that is named by LESSONS_DIR. */
import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CommandError, type Environment } from './command.ts'

/** Absolute; LESSONS_DIR is meant from the project's folder, where npm starts its scripts. Throws a CommandError (exit 2). */
export function lessonsDir({ root, env }: Pick<Environment, 'root' | 'env'>): string {
  const { LESSONS_DIR: named } = env
  if (!named) return join(root, 'lessons')
  const folder = resolve(root, named)
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder
  throw new CommandError(
    `LESSONS_DIR is "${named}", and there is no such folder`,
    'name it from the root of the disk, or from the folder of this project',
    2,
  )
}
