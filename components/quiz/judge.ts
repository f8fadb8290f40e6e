/** Whether an answer to a quiz is right, and whose reasons are shown: never one that gives the right answer away. Pure. */

export interface Judgement {
  kind: 'right' | 'wrong' | 'part'
  /** Choices whose reason is shown. */
  shown: readonly number[]
  /** Of several right ones, how many have been taken, and how many there are. */
  found: number
  all: number
}

/** `taken` are places in `choices`. */
export function judge(choices: readonly { right: boolean }[], taken: readonly number[]): Judgement {
  const right = choices.flatMap((choice, at) => (choice.right ? [at] : []))
  const found = right.filter((at) => taken.includes(at)).length
  const isWrong = taken.some((at) => !right.includes(at))
  const counts = { found, all: right.length }
  if (!isWrong && found === right.length) {
    return { kind: 'right', shown: choices.map((_, at) => at), ...counts }
  }
  if (isWrong) return { kind: 'wrong', shown: taken.filter((at) => !right.includes(at)), ...counts }
  return { kind: 'part', shown: [...taken], ...counts }
}

export function verdictOn({ kind, found, all }: Judgement): string {
  switch (kind) {
    case 'right':
      return 'Right.'
    case 'part':
      return `So far right: ${found} of ${all}.`
    case 'wrong':
      return 'Not so. Try another one.'
  }
}
