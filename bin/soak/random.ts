/** Chance that can be had again: the same seed gives the same numbers. Mulberry32, by Tommy Ettinger. */

export class Random {
  constructor(private state: number) {}

  /** From 0 up to 1, without it. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  /** Whether something happens that happens once in `times`. */
  once(times: number): boolean {
    return this.next() * times < 1
  }

  /** One of them. Throws a RangeError when there is none. */
  pick<T>(values: readonly T[]): T {
    const value = values[Math.floor(this.next() * values.length)]
    if (value === undefined) throw new RangeError('there is nothing to pick from')
    return value
  }
}
