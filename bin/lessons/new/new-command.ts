/** `lessons new`: a lesson that passes the check, with notes on what to change. */
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { asLessonName, isLessonName, slugOf, titleOf } from '../../../lib/lesson/lesson-name.ts'
import { CommandError, type Environment, type Run } from '../../command.ts'
import { lessonsFolder } from '../lessons-folder.ts'
import { shownPath, writeNew } from '../write-new.ts'
import { addToCourseOf } from './course-file.ts'

/** Adds the subcommand; `chosen` is called with what is then to be done. */
export function addNew(program: Command, chosen: (work: Run) => void): void {
  program
    .command('new')
    .summary('write a lesson to start from')
    .description(
      'Writes a lesson that passes the check as it is, with notes on what to change. A name without a folder goes ' +
        'into the folder lessons, if there is one here; a course.yaml beside it gets the name in its last part.',
    )
    .argument('<name>', 'small letters and digits, in words joined by "-": first-steps')
    .option('--force', 'overwrite a file of that name', false)
    .action((name: string, { force }: { force: boolean }) => {
      chosen((environment) => writeLesson(name, force, environment))
    })
}

async function writeLesson(name: string, force: boolean, environment: Environment): Promise<number> {
  const { cwd, root, stdout } = environment
  const slug = slugOf(name)
  if (!isLessonName(slug)) throw notAName(slug)
  const folder = /[\\/]/.test(name) ? dirname(resolve(cwd, name)) : lessonsFolder(cwd)
  const path = join(folder, `${slug}.md`)
  const template = await readFile(join(root, 'bin/lessons/new/template.md'), 'utf8')
  await writeNew({ path, content: template.replace('TITLE', titleOf(slug)) }, { force, cwd })
  const shown = shownPath(path, cwd)
  stdout.write(`${shown} written\n`)
  await addToCourseOf(folder, slug, environment)
  stdout.write(`Next: npx lessons check ${shown}\n`)
  return 0
}

function notAName(slug: string): CommandError {
  const better = asLessonName(slug)
  return new CommandError(
    `"${slug}" cannot be the name of a lesson: it becomes a part of an address`,
    better === '' ? 'take small letters and digits, in words joined by "-"' : `did you mean ${better}?`,
    2,
  )
}
