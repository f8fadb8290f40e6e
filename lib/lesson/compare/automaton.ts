/**
 * Matches a whole text against a pattern in time proportional to their lengths, whatever the pattern is: all states that
 * a reader could be in are followed at once (K. Thompson, "Regular Expression Search Algorithm", 1968).
 */
import { type Pattern, PatternError } from './syntax.ts'

type State =
  | { kind: 'one'; test: (character: string) => boolean; next: number }
  | { kind: 'edge'; test: (before: string | undefined, after: string | undefined) => boolean; next: number }
  | { kind: 'split'; next: number[] }
  | { kind: 'end' }

const mostStates = 20_000

export class Automaton {
  private readonly states: State[] = [{ kind: 'end' }]
  private readonly start: number

  /** Throws PatternError if the pattern is too large. */
  constructor(pattern: Pattern) {
    this.start = this.build(pattern, 0)
  }

  matches(text: string): boolean {
    const characters = [...text]
    let current = this.closure([this.start], undefined, characters[0])
    for (const [index, character] of characters.entries()) {
      if (current.size === 0) return false
      const next: number[] = []
      for (const state of current) {
        const step = this.states[state]
        if (step?.kind === 'one' && step.test(character)) next.push(step.next)
      }
      current = this.closure(next, character, characters[index + 1])
    }
    return current.has(0)
  }

  /** States are built from the end: returns the state in which `pattern` begins, given the one that follows it. */
  private build(pattern: Pattern, next: number): number {
    switch (pattern.kind) {
      case 'one':
      case 'edge':
        return this.add({ ...pattern, next })
      case 'all':
        return pattern.parts.reduceRight((following, part) => this.build(part, following), next)
      case 'any-of':
        return this.add({ kind: 'split', next: pattern.choices.map((choice) => this.build(choice, next)) })
      case 'repeat':
        return this.buildRepetition(pattern.part, pattern.least, pattern.most, next)
    }
  }

  private buildRepetition(part: Pattern, least: number, most: number, next: number): number {
    let start = next
    if (most === Infinity) {
      const loop: { kind: 'split'; next: number[] } = { kind: 'split', next: [next] }
      start = this.add(loop)
      loop.next.push(this.build(part, start))
    } else {
      for (let count = least; count < most; count++) {
        start = this.add({ kind: 'split', next: [next, this.build(part, start)] })
      }
    }
    for (let count = 0; count < least; count++) start = this.build(part, start)
    return start
  }

  private add(state: State): number {
    if (this.states.length >= mostStates) throw new PatternError('it is too large')
    return this.states.push(state) - 1
  }

  /** All states that can be reached from these without reading a character. */
  private closure(
    from: readonly number[],
    before: string | undefined,
    after: string | undefined,
  ): Set<number> {
    const reached = new Set<number>()
    const open = [...from]
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      if (reached.has(state)) continue
      reached.add(state)
      const step = this.states[state]
      if (step?.kind === 'split') open.push(...step.next)
      if (step?.kind === 'edge' && step.test(before, after)) open.push(step.next)
    }
    return reached
  }
}
