/** Writes files that must not be there yet, unless the user has said that they may be overwritten. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, relative, sep } from 'node:path'
import { CommandError } from '../command.ts'

export interface NewFile {
  /** Absolute. */
  path: string
  content: string | Uint8Array
}

/** The path as the user would write it from where they stand, with `/`. */
export function shownPath(path: string, cwd: string): string {
  return relative(cwd, path).split(sep).join('/') || '.'
}

/** Makes folders where they are missing. Rejects with a CommandError (exit 2) if the file is there and `force` is false. */
export async function writeNew(
  { path, content }: NewFile,
  { force, cwd }: { force: boolean; cwd: string },
): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(path, content, { flag: force ? 'w' : 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new CommandError(`there is a file ${shownPath(path, cwd)} already`, '--force overwrites it', 2)
  }
}
