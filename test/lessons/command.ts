/** Runs the lessons command as a value: a folder of its own, arguments in, output and exit code out. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { outcome } from '../../bin/command.ts'
import { run } from '../../bin/lessons/run.ts'

export const projectRoot = join(import.meta.dirname, '../..')

export interface Workplace {
  /** Where the files are, and where the command is started. */
  folder: string
  read(name: string): string
  lessons(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }>
}

/** A folder with these files, removed when the test has finished. */
export function workplace(files: Record<string, string>): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'lessons-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return {
    folder,
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    lessons: (...argv) => runLessons(folder, argv),
  }
}

/** The command as a user of the project starts it in `cwd`. `onText` hears what it writes, as it does. */
export async function runLessons(
  cwd: string,
  argv: readonly string[],
  signal = new AbortController().signal,
  onText: (text: string) => void = () => undefined,
) {
  const written = { stdout: '', stderr: '' }
  const sink = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text
      onText(text)
    },
  })
  const code = await outcome(run, {
    argv,
    cwd,
    root: projectRoot,
    env: {},
    platform: process.platform,
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    signal,
  })
  return { code, ...written }
}
