/** What `npm test` runs, in order: what is quick and likely to fail first. */
import { join } from 'node:path'
import { ensureBrowser } from '../browser/install.ts'
import { runProcess } from '../child-process.ts'
import type { Environment } from '../command.ts'
import { ensureRealPostgres } from '../real-postgres/install.ts'
import { ensureRealPsycopg2 } from './real-psycopg2.ts'
import { counted, type Tally, tallyOfPlaywright, tallyOfVitest } from './tally.ts'

/** What all stages are told. */
export interface StageOptions {
  /** Write down what is found as what is expected from now on. */
  update: boolean
}

export interface Stage {
  name: string
  /** Quick stages all run; the others only when no quick one failed. */
  quick: boolean
  /** Runs only when it is named. */
  onDemand?: boolean
  /** Whether it knows how to update. */
  updates?: boolean
  run: (environment: Environment, options: StageOptions) => Promise<Tally>
}

export const stages: readonly Stage[] = [
  { name: 'lint', quick: true, run: (environment) => check(environment, [biome, 'check', '.']) },
  { name: 'types', quick: true, run: types },
  { name: 'unit', quick: true, run: (environment) => vitest(environment, 'unit', ['test/unit/']) },
  { name: 'engine', quick: false, run: (environment) => vitest(environment, 'engine', ['test/engine/']) },
  { name: 'truth', quick: false, run: (environment) => vitest(environment, 'truth', ['test/truth/']) },
  { name: 'lessons', quick: false, run: (environment) => vitest(environment, 'lessons', ['test/lessons/']) },
  {
    name: 'transcripts',
    quick: false,
    run: (environment) => vitest(environment, 'transcripts', ['test/transcripts/']),
  },
  { name: 'browser', quick: false, run: browser },
  { name: 'real', quick: false, onDemand: true, updates: true, run: real },
]

const biome = 'node_modules/@biomejs/biome/bin/biome'
const next = 'node_modules/next/dist/bin/next'
const typescript = 'node_modules/typescript/bin/tsc'
const vitestProgram = 'node_modules/vitest/vitest.mjs'
const playwright = 'node_modules/@playwright/test/cli.js'

async function types(environment: Environment): Promise<Tally> {
  const generated = await check(environment, [next, 'typegen'])
  return generated.failed > 0 ? generated : check(environment, [typescript, '-p', '.'])
}

/** The same on a real PostgreSQL, which is the one that says how a transcript reads. */
async function real(environment: Environment, { update }: StageOptions): Promise<Tally> {
  return vitest(environment, 'real', ['test/real/'], {
    REAL_POSTGRES: await ensureRealPostgres(environment),
    REAL_PSYCOPG2: await ensureRealPsycopg2(environment),
    ...(update ? { UPDATE_TRANSCRIPTS: 'yes' } : {}),
  })
}

async function vitest(
  environment: Environment,
  name: string,
  filters: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Tally> {
  const report = join(environment.root, 'build', 'test', `${name}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return counted(report, tallyOfVitest, () =>
    node(environment, [vitestProgram, 'run', ...reporters, ...filters], settings),
  )
}

async function browser(environment: Environment): Promise<Tally> {
  const report = join(environment.root, 'build', 'test', 'browser.json')
  const settings = {
    CHROME_PATH: await ensureBrowser(environment),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  }
  return counted(report, tallyOfPlaywright, () =>
    node(environment, [playwright, 'test', '--reporter=list,json'], settings),
  )
}

/** A program that has one answer: right or not. */
async function check(environment: Environment, args: readonly string[]): Promise<Tally> {
  return (await node(environment, args, {})) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

async function node(
  environment: Environment,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<number | null> {
  const { code } = await runProcess(process.execPath, args, {
    cwd: environment.root,
    env: { NEXT_TELEMETRY_DISABLED: '1', ...environment.env, ...settings },
    signal: environment.signal,
    onOutput: (text) => environment.stdout.write(text),
  })
  return code
}
