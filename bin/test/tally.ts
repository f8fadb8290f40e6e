/** Counts what passed and failed from the reports of the test runners. */
import { readFile, rm } from 'node:fs/promises'

export interface Tally {
  passed: number
  failed: number
}

/** The sum of tallies. */
export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, { passed, failed }) => ({ passed: total.passed + passed, failed: total.failed + failed }),
    { passed: 0, failed: 0 },
  )
}

/**
 * Runs a test runner that writes a JSON report, and counts. A runner that fails without naming a failed test (it
 * crashed, it found no tests) counts as one failure, so that nothing passes by not running.
 */
export async function counted(
  report: string,
  tallyOf: (report: unknown) => Tally | null,
  run: () => Promise<number | null>,
): Promise<Tally> {
  await rm(report, { force: true })
  const code = await run()
  const tally = tallyOf(await readJson(report)) ?? { passed: 0, failed: 0 }
  const failedUnnamed = code !== 0 && tally.failed === 0
  return failedUnnamed ? { ...tally, failed: 1 } : tally
}

/** Vitest's JSON report: numPassedTests, numFailedTests; null when it is none. */
export function tallyOfVitest(report: unknown): Tally | null {
  const passed = numberAt(report, 'numPassedTests')
  const failed = numberAt(report, 'numFailedTests')
  return passed === null || failed === null ? null : { passed, failed }
}

/** Playwright's JSON report: stats.expected, unexpected, flaky; a flaky test is a failure. Null when it is none. */
export function tallyOfPlaywright(report: unknown): Tally | null {
  const stats = valueAt(report, 'stats')
  const [expected, unexpected, flaky] = ['expected', 'unexpected', 'flaky'].map((name) =>
    numberAt(stats, name),
  )
  if (expected == null || unexpected == null || flaky == null) return null
  return { passed: expected, failed: unexpected + flaky }
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    // The runner did not come to its end: its exit code tells.
    return null
  }
}

function valueAt(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined
}

function numberAt(value: unknown, name: string): number | null {
  const found = valueAt(value, name)
  return typeof found === 'number' ? found : null
}
