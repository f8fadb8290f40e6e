/** Where lessons are that are named without a folder. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The folder lessons where the user stands, or else where they stand. */
export function lessonsFolder(cwd: string): string {
  const folder = join(cwd, 'lessons')
  return existsSync(folder) ? folder : cwd
}
