/** How often an exercise has been tried, and whether it is done, as this browser remembers it. Nobody else is told. */

export interface Tries {
  count: number
  done: boolean
}

const none: Tries = { count: 0, done: false }

function keyOf(lesson: string, exercise: string): string {
  return `exercise:${lesson}:${exercise}`
}

export function readTries(lesson: string, exercise: string): Tries {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(lesson, exercise)) ?? 'null')
    return isTries(kept) ? kept : none
  } catch {
    return none
  }
}

/** Where storage is refused, they count until the page is left. */
export function writeTries(lesson: string, exercise: string, tries: Tries): void {
  try {
    localStorage.setItem(keyOf(lesson, exercise), JSON.stringify(tries))
  } catch {
    // Not remembered, but shown.
  }
}

function isTries(value: unknown): value is Tries {
  return (
    typeof value === 'object' &&
    value !== null &&
    'count' in value &&
    typeof value.count === 'number' &&
    'done' in value &&
    typeof value.done === 'boolean'
  )
}
