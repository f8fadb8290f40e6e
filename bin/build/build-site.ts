/** From sources to a site in a folder: `next build`, then what an export still lacks. Skipped when nothing has changed. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { formatDiagnostic } from '../../lib/lesson/diagnostic.ts'
import { readLessons } from '../../lib/lesson/node.ts'
import { runProcess } from '../child-process.ts'
import { CommandError, type Environment } from '../command.ts'
import { finishExport } from '../export/finish-export.ts'
import { copyLessonFiles } from '../export/lesson-files.ts'
import { lessonsDir } from '../lessons-dir.ts'
import { digestOfSources } from './digest.ts'
import { readStamp, writeStamp } from './stamp.ts'

/**
 * Makes `folder` hold the site of today's sources. What a build depends on is compared by content, so a site that
 * is left alone is never stale. Throws a CommandError with Next's output when the build fails: broken lessons, too.
 */
export async function buildSite(environment: Environment, folder: string): Promise<void> {
  const { root, env, signal, stdout } = environment
  const basePath = basePathOf(env)
  const lessonsFolder = lessonsDir(environment)
  const settings = { BASE_PATH: basePath, node: process.versions.node }
  const digest = await digestOfSources(root, settings, lessonsFolder)
  if (readStamp(folder)?.digest === digest) return

  stdout.write('Building the site (less than a minute, and only when something has changed) …\n')
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
  const result = await runProcess(process.execPath, [next, 'build'], {
    cwd: root,
    env: {
      NEXT_TELEMETRY_DISABLED: '1',
      ...env,
      NODE_ENV: 'production',
      BASE_PATH: basePath,
      LESSONS_DIR: relative(root, lessonsFolder),
      SITE_FOLDER: await otherFolder(root, folder),
    },
    signal,
  })
  signal.throwIfAborted()
  if (result.code !== 0) {
    stdout.write(result.output)
    throw new CommandError('the site could not be built', 'what is wrong stands above')
  }
  const { lessons, diagnostics } = await readLessons(lessonsFolder, relative(root, lessonsFolder))
  for (const diagnostic of diagnostics) stdout.write(`${formatDiagnostic(diagnostic)}\n`)
  await copyLessonFiles(lessons, lessonsFolder, folder)
  await finishExport(folder, { basePath, cache: join(root, 'build', 'compressed') })
  writeStamp(folder, { digest, basePath })
}

/**
 * The folder for Next where it is not its own out/, else ''. Next writes such a folder into a tsconfig: this gives it
 * one to write to (next.config.js names it).
 */
async function otherFolder(root: string, folder: string): Promise<string> {
  if (folder === join(root, 'out')) return ''
  await mkdir(join(root, 'build'), { recursive: true })
  await writeFile(join(root, 'build', 'tsconfig.json'), '{ "extends": "../tsconfig.json" }\n')
  return relative(root, folder)
}

/** The sub-path to build for, from BASE_PATH: '' or '/some/path'. A slash at the end is forgiven. */
function basePathOf(env: Environment['env']): string {
  const path = (env.BASE_PATH ?? '').replace(/\/+$/, '')
  if (path !== '' && !/^(\/[\w.~-]+)+$/.test(path)) {
    throw new CommandError(
      `BASE_PATH is "${path}", which is not a path that a site can stand under`,
      'write it as /some/path: letters, digits, dots and dashes after a slash',
      2,
    )
  }
  return path
}
