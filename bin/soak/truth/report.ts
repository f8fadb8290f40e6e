/** What was compared, what was wrong and what was not known, by kind. */
import type { Entry } from './recording.ts'

/** Sentences on what is wrong; words for what is not known. Neither: it was compared and is right. */
export interface Verdict {
  wrong: readonly string[]
  unknown: readonly string[]
}

export interface Mistake {
  step: number
  kind: string
  sentence: string
  /** The statements before it, the last one last. */
  after: readonly string[]
}

/** Sentences of one comparison. */
const told = 2
/** Statements that a mistake is told with. */
const context = 12

export class Report {
  steps = 0
  readonly compared: Record<string, number> = {}
  readonly unknown: Record<string, number> = {}
  readonly dropped: Record<string, number> = {}
  readonly mistakes: Mistake[] = []
  private statements: string[] = []

  sent({ step, pid, sql }: Extract<Entry, { kind: 'sent' }>): void {
    this.steps = step
    this.statements = [...this.statements, `${step} ${pid}: ${sql}`].slice(-context)
  }

  answered({ pid, tags, error, status }: Extract<Entry, { kind: 'answered' }>): void {
    this.statements.push(`   ${pid} ${error ?? tags.join('; ')} ${status}`)
  }

  compare(kind: string, { wrong, unknown }: Verdict): void {
    this.compared[kind] = (this.compared[kind] ?? 0) + 1
    for (const word of unknown) this.count('unknown', `${kind}: ${word}`)
    for (const sentence of wrong.slice(0, told)) {
      this.mistakes.push({ step: this.steps, kind, sentence, after: this.statements.slice(-context) })
    }
  }

  compareSome(kind: string, verdicts: readonly Verdict[]): void {
    for (const verdict of verdicts) this.compare(kind, verdict)
  }

  count(what: 'unknown' | 'dropped', word: string): void {
    this[what][word] = (this[what][word] ?? 0) + 1
  }

  /** In a few lines. */
  words(): string[] {
    const list = (counts: Record<string, number>) =>
      Object.entries(counts)
        .map(([word, count]) => `${word} ${count}`)
        .join(', ')
    return [
      `${this.steps} steps; compared: ${list(this.compared)}; ${this.mistakes.length} mistakes`,
      `not known: ${list(this.unknown) || 'nothing'}`,
      `not comparable: ${list(this.dropped) || 'nothing'}`,
      ...this.mistakes
        .slice(0, 3)
        .map(
          ({ step, kind, sentence, after }) =>
            `step ${step}, ${kind}: ${sentence}\n    ${after.join('\n    ')}`,
        ),
    ]
  }
}
