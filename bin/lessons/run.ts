/** `npx lessons`: what authors do with lessons. One subcommand a file. */
import type { Environment, Run } from '../command.ts'
import { commandLine, parse } from '../options.ts'
import { addCheck } from './check-command.ts'
import { addExport } from './export/export-command.ts'
import { addImport } from './import/import-command.ts'
import { addNew } from './new/new-command.ts'

export async function run(environment: Environment): Promise<number> {
  const program = commandLine('lessons', 'Works with the lessons.', environment)
  const chosen: { work?: Run } = {}
  for (const add of [addCheck, addNew, addImport, addExport]) {
    add(program, (work) => {
      chosen.work = work
    })
  }
  const argv = environment.argv.length > 0 ? environment.argv : ['--help']
  if (!parse(program, { ...environment, argv }) || chosen.work === undefined) return 0
  return chosen.work(environment)
}
