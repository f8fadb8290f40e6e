/** What somebody does on a lesson page: finds cells by their session, writes, runs, waits for what they show. */
import type { Tab } from './tab.ts'

/** A step that takes longer has failed. */
const LIMIT = 180_000
const BETWEEN_LOOKS = 100

export type CellState =
  | 'idle'
  | 'queued'
  | 'running'
  | 'waiting'
  | 'ok'
  | 'failed'
  | 'expected'
  | 'stopped'
  | 'stale'

export class Learner {
  constructor(readonly tab: Tab) {}

  /** Number of the n-th cell of a session that can be typed in, both from 1. */
  async cellOf(session: string, n: number): Promise<number> {
    const names = `[...document.querySelectorAll('section[data-state]')].map((cell) => cell.getAttribute('aria-label'))`
    const labels = (await this.tab.evaluate(names)) as string[]
    const label = labels.filter((name) => name.includes(`, ${session}, SQL`))[n - 1]
    const number = /^Cell (\d+),/.exec(label ?? '')?.[1]
    if (number === undefined) throw new Error(`the lesson has no ${n} cells of ${session}`)
    return Number(number)
  }

  /** Replaces the text of a cell, as one who selects all and types. */
  async write(cell: number, text: string): Promise<void> {
    const editor = `${at(cell)}.querySelector('.cm-content[contenteditable="true"]')`
    // An editor is mounted when it comes near the view.
    await this.until(
      `(${at(cell)}.scrollIntoView({ block: 'center' }), ${editor} !== null)`,
      `cell ${cell} can be typed in`,
    )
    await this.tab.evaluate(
      `(${editor}.focus(), getSelection().selectAllChildren(${editor}), document.execCommand('insertText', false, ${JSON.stringify(text)}))`,
    )
    await this.until(`${editor}.innerText.trim() === ${JSON.stringify(text)}`, `cell ${cell} has its text`)
  }

  async run(cell: number): Promise<void> {
    const run = `${at(cell)}.querySelector('[data-run]')`
    await this.until(`${run}?.getAttribute('aria-disabled') === 'false'`, `cell ${cell} can be run`)
    await this.tab.evaluate(`${run}.click()`)
  }

  async stop(cell: number): Promise<void> {
    const stop = `${at(cell)}.querySelector('button[aria-label="Stop cell ${cell}"]')`
    await this.until(`${stop} !== null`, `cell ${cell} can be stopped`)
    await this.tab.evaluate(`${stop}.click()`)
  }

  /** Waits until a cell is in one of these states; gives which. */
  async sees(cell: number, ...states: CellState[]): Promise<string> {
    const state = `${at(cell)}.dataset.state`
    await this.until(`${JSON.stringify(states)}.includes(${state})`, `cell ${cell} is ${states.join(' or ')}`)
    return String(await this.tab.evaluate(state))
  }

  /** Everything that a cell shows. */
  async text(cell: number): Promise<string> {
    return String(await this.tab.evaluate(`${at(cell)}.innerText`))
  }

  /** Writes, runs, and waits until it is over. */
  async does(cell: number, text: string): Promise<void> {
    await this.write(cell, text)
    await this.run(cell)
    await this.sees(cell, 'ok')
  }

  /** Waits until an expression is true in the page. Throws with what was waited for, and what the page shows instead. */
  async until(expression: string, what: string): Promise<void> {
    const deadline = performance.now() + LIMIT
    while ((await this.tab.evaluate(expression)) !== true) {
      if (performance.now() > deadline) {
        const states = `[...document.querySelectorAll('section[data-state]')].map((cell) => cell.getAttribute('aria-label'))`
        throw new Error(
          `it never came true that ${what}; cells: ${JSON.stringify(await this.tab.evaluate(states))}`,
        )
      }
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS))
    }
  }
}

function at(cell: number): string {
  return `document.querySelector('section[aria-label^="Cell ${cell},"]')`
}
