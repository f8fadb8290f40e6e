/** A new expected output from the old one and what was printed: patterns that still fit stay. */
import { type CompareOptions, compareOutput, linesOf, lineTests } from './compare.ts'

/** Beyond this many pairs of lines the printed text is taken as it is. */
const mostPairs = 4_000_000

/** Without a line end at the end; lines have no blanks at their ends. The result always agrees with `printed`. */
export function mergeOutput(expected: string, printed: string, options: CompareOptions): string {
  const old = linesOf(expected)
  const found = linesOf(printed).map((line) => line.trimEnd())
  if (compareOutput(expected, printed, options) === null) return old.join('\n')
  if ((old.length + 1) * (found.length + 1) <= mostPairs) {
    const merged = align(old, found).join('\n')
    if (compareOutput(merged, printed, options) === null) return merged
  }
  return found.join('\n')
}

type Step = 'keep' | 'replace' | 'drop' | 'add' | 'absorb'

/**
 * The cheapest way from the old lines to the found ones: a line that fits and a line that `…` takes in cost nothing,
 * a line replaced, dropped or added costs one.
 */
function align(old: readonly string[], found: readonly string[]): string[] {
  const tests = lineTests(old)
  const width = found.length + 1
  const costs = new Uint32Array((old.length + 1) * width)
  const steps: Step[] = new Array(costs.length)
  for (let i = old.length; i >= 0; i--) {
    for (let j = found.length; j >= 0; j--) {
      const at = i * width + j
      const after = (di: number, dj: number) => costs[at + di * width + dj] ?? 0
      const choices: [Step, number][] = []
      const test = tests[i]
      const line = found[j]
      if (i < old.length && test === null) {
        choices.push(['keep', after(1, 0)])
        if (line !== undefined) choices.push(['absorb', after(0, 1)])
      } else {
        if (test && line !== undefined) {
          if (test(line)) choices.push(['keep', after(1, 1)])
          choices.push(['replace', 1 + after(1, 1)])
        }
        if (i < old.length) choices.push(['drop', 1 + after(1, 0)])
      }
      if (line !== undefined && test !== null) choices.push(['add', 1 + after(0, 1)])
      const best = choices.reduce<[Step, number] | null>(
        (least, choice) => (least !== null && least[1] <= choice[1] ? least : choice),
        null,
      )
      costs[at] = best?.[1] ?? 0
      steps[at] = best?.[0] ?? 'keep'
    }
  }
  return walk(old, found, tests, steps)
}

function walk(
  old: readonly string[],
  found: readonly string[],
  tests: readonly unknown[],
  steps: readonly Step[],
): string[] {
  const merged: string[] = []
  let i = 0
  let j = 0
  while (i < old.length || j < found.length) {
    const step = steps[i * (found.length + 1) + j]
    if (step === 'keep') merged.push(old[i] ?? '')
    if (step === 'replace' || step === 'add') merged.push(found[j] ?? '')
    const isAnyLines = i < old.length && tests[i] === null
    if (step === 'keep' || step === 'replace' || step === 'drop') i++
    if ((step === 'keep' && !isAnyLines) || step === 'replace' || step === 'add' || step === 'absorb') j++
  }
  return merged
}
