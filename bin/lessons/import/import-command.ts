/** `lessons import`: a notebook or a tutorial becomes a lesson; says what could not be taken over, and where it stood. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { formatDiagnostic } from '../../../lib/lesson/diagnostic.ts'
import { asLessonName, titleOf } from '../../../lib/lesson/lesson-name.ts'
import { parseLesson } from '../../../lib/lesson/parse.ts'
import { CommandError, type Environment, type Run } from '../../command.ts'
import { lessonsFolder } from '../lessons-folder.ts'
import { addToCourseOf } from '../new/course-file.ts'
import { type NewFile, shownPath, writeNew } from '../write-new.ts'
import { reportTarget } from './code-cell.ts'
import { connectionsIn, type Target } from './connections.ts'
import type { Imported } from './imported.ts'
import { lessonText } from './lesson-text.ts'
import { readNotebook } from './notebook-file.ts'
import { isPlainNotebook, readPlainNotebook } from './plain-notebook.ts'
import { takeRemotePictures } from './remote-pictures.ts'
import { readTutorial } from './tutorial.ts'

interface ImportArguments {
  file: string
  to?: string
  force: boolean
}

/** Adds the subcommand; `chosen` is called with what is then to be done. */
export function addImport(program: Command, chosen: (work: Run) => void): void {
  program
    .command('import')
    .summary('make a lesson of a notebook or a tutorial')
    .description(
      'Makes a lesson of a Jupyter notebook (.ipynb, with psycopg2 or %sql), of a notebook copied as text (with In [1]: ' +
        'prompts), or of a tutorial in Markdown (SQL blocks, psql transcripts). What is shown below a cell becomes its ' +
        'output. Says what could not be taken over, and overwrites nothing.',
    )
    .argument('<file>', 'the notebook or tutorial')
    .option('--to <file>', 'the lesson to write; else one of the same name in the folder lessons, or here')
    .option('--force', 'overwrite files that are there', false)
    .action((file: string, options: { to?: string; force: boolean }) => {
      chosen((environment) => importLesson({ file, ...options }, environment))
    })
}

async function importLesson({ file, to, force }: ImportArguments, environment: Environment): Promise<number> {
  const { cwd, stdout } = environment
  const path = resolve(cwd, file)
  if (!existsSync(path)) throw new CommandError(`there is no file "${file}"`, undefined, 2)
  const name = asLessonName(basename(to ?? file, extname(to ?? file)))
  if (name === '') throw new CommandError(`"${file}" gives no name for a lesson`, 'say one: --to NAME.md', 2)
  const target = to === undefined ? join(lessonsFolder(cwd), `${name}.md`) : resolve(cwd, to)
  if (target === path)
    throw new CommandError(`"${file}" would become itself`, 'say another name: --to NAME.md', 2)
  const imported = read(file, await readFile(path, 'utf8'))
  takeRemotePictures(imported)
  const targets = connectionsOf(imported)
  const text = lessonText(imported, titleOf(name), targets)
  const { draft, diagnostics } = parseLesson(shownPath(target, cwd), text)
  const pictures = await filesBeside(dirname(path), dirname(target), [
    ...(draft?.pictures ?? []),
    ...(draft?.files ?? []),
  ])
  const inside = imported.files.map(({ name: picture, bytes }) => ({
    path: join(dirname(target), picture),
    content: bytes,
  }))
  for (const each of [{ path: target, content: text }, ...inside, ...pictures]) {
    await writeNew(each, { force, cwd })
  }
  await addToCourseOf(dirname(target), name, environment)
  for (const { line, says } of imported.losses.toSorted((a, b) => a.line - b.line)) {
    stdout.write(`${shownPath(path, cwd)}:${line}: ${says}\n`)
  }
  for (const diagnostic of diagnostics) stdout.write(`${formatDiagnostic(diagnostic)}\n`)
  stdout.write(`${shownPath(target, cwd)} written: ${sumOf(imported)}\n`)
  stdout.write(`Next: npx lessons check ${shownPath(target, cwd)}\n`)
  return diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0
}

function read(file: string, text: string): Imported {
  if (/\.ipynb$/i.test(file)) return readNotebook(file, text)
  if (isPlainNotebook(text)) return readPlainNotebook(text)
  if (/\.(?:md|markdown)$/i.test(file)) return readTutorial(text)
  throw new CommandError(
    `"${file}" is neither a notebook nor a tutorial`,
    'a Jupyter notebook ends in .ipynb, a tutorial in .md, and a notebook as text has prompts In [1]:',
    2,
  )
}

function connectionsOf({ blocks, losses }: Imported): Target[] {
  const targets: Target[] = []
  for (const block of blocks) {
    if (block.kind !== 'cell' || block.language !== 'python') continue
    for (const { target, at } of connectionsIn(block.source)) {
      reportTarget(target, block.line + block.source.slice(0, at).split('\n').length - 1, losses)
      targets.push(target)
    }
  }
  return targets
}

/** Pictures and data that stand beside the notebook, for a lesson in another folder. */
async function filesBeside(
  from: string,
  to: string,
  pictures: readonly { path: string }[],
): Promise<NewFile[]> {
  if (from === to) return []
  const found = [...new Set(pictures.map(({ path }) => path))].filter((path) => existsSync(join(from, path)))
  return Promise.all(
    found.map(async (path) => ({ path: join(to, path), content: await readFile(join(from, path)) })),
  )
}

function sumOf({ blocks, losses }: Imported): string {
  const cells = blocks.flatMap((block) => (block.kind === 'cell' ? [block] : []))
  const outputs = cells.filter(({ output }) => output !== null).length
  const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`
  return `${counted(cells.length, 'cell')}, ${counted(outputs, 'output')}, ${counted(losses.length, 'note')}`
}
