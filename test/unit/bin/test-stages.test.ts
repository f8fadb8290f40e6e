import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CommandError, outcome } from '../../../bin/command.ts'
import { runStages } from '../../../bin/test/run.ts'
import type { Stage } from '../../../bin/test/stages.ts'
import { counted, type Tally, tallyOfPlaywright, tallyOfVitest } from '../../../bin/test/tally.ts'
import { world } from './world.ts'

function stage(name: string, quick: boolean, passed: number, failed: number): Stage {
  return { name, quick, run: async () => ({ passed, failed }) }
}

async function runs(stages: readonly Stage[], ...argv: string[]) {
  const { environment, stdout, stderr } = world(argv)
  const code = await outcome((inner) => runStages(inner, stages), environment)
  return {
    code,
    stderr: stderr(),
    lines: stdout()
      .trimEnd()
      .split('\n')
      .slice(-stages.length - 1),
  }
}

describe('the stages of npm test', () => {
  it('all run, and the last line sums up', async () => {
    const { code, lines } = await runs([stage('lint', true, 1, 0), stage('engine', false, 20, 0)])
    expect(code).toBe(0)
    expect(lines).toEqual([
      'lint        1 passed, 0 failed',
      'engine      20 passed, 0 failed',
      '21 passed, 0 failed',
    ])
  })

  it('a quick one that fails keeps the slow ones from running, and that is no success', async () => {
    const stages = [stage('lint', true, 0, 1), stage('unit', true, 9, 0), stage('browser', false, 5, 0)]
    const { code, lines } = await runs(stages)
    expect(code).toBe(1)
    expect(lines).toEqual([
      'lint        0 passed, 1 failed',
      'unit        9 passed, 0 failed',
      'browser     not run',
      '9 passed, 1 failed',
    ])
    expect((await runs(stages, '--all')).lines.at(-1)).toBe('14 passed, 1 failed')
  })

  it('a slow one that fails does not keep the others from running', async () => {
    const { lines } = await runs([stage('engine', false, 1, 1), stage('browser', false, 5, 0)])
    expect(lines.at(-1)).toBe('6 passed, 1 failed')
  })

  it('run by name', async () => {
    const stages = [stage('lint', true, 1, 0), stage('browser', false, 5, 0)]
    const onDemand = [...stages, { ...stage('real', false, 7, 0), onDemand: true }]
    expect((await runs(onDemand)).lines.at(-1)).toBe('6 passed, 0 failed')
    expect((await runs(onDemand, 'real')).lines.at(-1)).toBe('7 passed, 0 failed')
    expect((await runs(stages, 'browser')).lines.at(-1)).toBe('5 passed, 0 failed')
    expect((await runs(stages, 'browsr')).stderr).toBe(
      'error: unrecognized stage "browsr"\nhint: the stages are lint, browser\n',
    )
  })

  it('update only where there is something to update', async () => {
    const updated: boolean[] = []
    const real: Stage = {
      name: 'real',
      quick: false,
      onDemand: true,
      updates: true,
      run: async (_environment, { update }) => {
        updated.push(update)
        return { passed: 1, failed: 0 }
      },
    }
    const stages = [stage('lint', true, 1, 0), real]
    expect((await runs(stages, 'real', '--update')).code).toBe(0)
    expect((await runs(stages, 'real')).code).toBe(0)
    expect(updated).toEqual([true, false])
    expect((await runs(stages, '--update')).stderr).toBe(
      'error: no stage of these has anything to update\nhint: name real\n',
    )
  })

  it('one that cannot run has failed, and says why', async () => {
    const cannot = async (): Promise<Tally> => {
      throw new CommandError('there is no Chrome', 'install one')
    }
    const { code, stderr, lines } = await runs([{ name: 'browser', quick: false, run: cannot }])
    expect([code, stderr]).toEqual([1, 'error: there is no Chrome\nhint: install one\n'])
    expect(lines.at(-1)).toBe('0 passed, 1 failed')
  })
})

describe('counting', () => {
  it('reads the reports of both runners', () => {
    expect(tallyOfVitest({ numPassedTests: 3, numFailedTests: 1 })).toEqual({ passed: 3, failed: 1 })
    const stats = { expected: 5, unexpected: 1, flaky: 2, skipped: 0 }
    expect(tallyOfPlaywright({ stats })).toEqual({ passed: 5, failed: 3 })
    expect(tallyOfVitest(null)).toBeNull()
    expect(tallyOfPlaywright({ stats: 'none' })).toBeNull()
  })

  it.each<[string, string | null, number | null, Tally]>([
    ['a good run', '{"numPassedTests":2,"numFailedTests":0}', 0, { passed: 2, failed: 0 }],
    ['a runner that crashed', null, 1, { passed: 0, failed: 1 }],
    [
      'a file that could not be loaded',
      '{"numPassedTests":2,"numFailedTests":0}',
      1,
      { passed: 2, failed: 1 },
    ],
  ])('%s', async (_name, report, code, tally) => {
    const folder = await mkdtemp(join(tmpdir(), 'tally-'))
    const file = join(folder, 'report.json')
    const result = await counted(file, tallyOfVitest, async () => {
      if (report !== null) await writeFile(file, report)
      return code
    })
    expect(result).toEqual(tally)
    await rm(folder, { recursive: true })
  })
})
