/** `lessons export`: a lesson as psql scripts, as a spec of PostgreSQL's isolation tester, as a Jupyter notebook. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { formatDiagnostic } from '../../../lib/lesson/diagnostic.ts'
import { CommandError, type Environment, type Run } from '../../command.ts'
import { type LoadedLesson, loadLessons } from '../load.ts'
import { shownPath, writeNew } from '../write-new.ts'
import { isolationSpec } from './isolation-spec.ts'
import { notebook } from './notebook.ts'
import { psqlScripts } from './psql-scripts.ts'
import type { Exported } from './schedule.ts'

const forms = ['psql', 'isolation', 'ipynb'] as const
type Form = (typeof forms)[number]

interface ExportArguments {
  as: Form[]
  to: string
  force: boolean
}

/** Adds the subcommand; `chosen` is called with what is then to be done. */
export function addExport(program: Command, chosen: (work: Run) => void): void {
  program
    .command('export')
    .summary('write a lesson in another form')
    .description(
      "Writes a lesson as one psql script for each session (psql), as a spec of PostgreSQL's isolation tester " +
        '(isolation), or as a Jupyter notebook (ipynb), which import makes the same lesson of again.',
    )
    .argument('<file>', 'the lesson')
    .requiredOption('--as <forms>', 'psql, isolation, ipynb; several with commas', readForms)
    .option('--to <folder>', 'where to write', '.')
    .option('--force', 'overwrite files that are there', false)
    .action((file: string, options: ExportArguments) => {
      chosen((environment) => exportLesson(file, options, environment))
    })
}

function readForms(written: string): Form[] {
  return written.split(',').map((word) => {
    const form = word.trim() === 'spec' ? 'isolation' : forms.find((known) => known === word.trim())
    if (form === undefined) throw new InvalidArgumentError('There are psql, isolation and ipynb.')
    return form
  })
}

async function exportLesson(
  file: string,
  { as, to, force }: ExportArguments,
  environment: Environment,
): Promise<number> {
  const { cwd, root, stdout } = environment
  const { lessons, diagnostics } = await loadLessons([file], environment)
  for (const diagnostic of diagnostics) stdout.write(`${formatDiagnostic(diagnostic)}\n`)
  const [loaded] = lessons
  if (loaded === undefined)
    throw new CommandError(`${file} cannot be exported`, 'mend what is said above first')
  if (lessons.length > 1) throw new CommandError('only one lesson can be exported at a time', undefined, 2)
  const folder = resolve(cwd, to)
  const magic = await readFile(join(root, 'bin/lessons/export/session-magic.py'), 'utf8')
  for (const form of as) {
    const { files, unsaid } = exported(form, loaded, magic)
    for (const { cell, says } of unsaid) {
      const { line, column } = cell.range.start
      stdout.write(`${loaded.lesson.file}:${line}:${column}: ${says}\n`)
    }
    for (const { name, content } of files) {
      const path = join(folder, name)
      await writeNew({ path, content }, { force, cwd })
      stdout.write(`${shownPath(path, cwd)} written\n`)
    }
    if (form === 'ipynb') await copyPictures(loaded, folder, force, cwd)
  }
  return 0
}

function exported(form: Form, { lesson, text }: LoadedLesson, magic: string): Exported {
  switch (form) {
    case 'psql':
      return psqlScripts(lesson)
    case 'isolation':
      return isolationSpec(lesson)
    case 'ipynb':
      return notebook(lesson, text, magic)
  }
}

/** A notebook shows pictures that stand beside it. */
async function copyPictures(
  { lesson, path }: LoadedLesson,
  to: string,
  force: boolean,
  cwd: string,
): Promise<void> {
  const from = dirname(path)
  if (from === to) return
  for (const picture of new Set(lesson.pictures.map((each) => each.path))) {
    if (!existsSync(join(from, picture))) continue
    await writeNew({ path: join(to, picture), content: await readFile(join(from, picture)) }, { force, cwd })
  }
}
