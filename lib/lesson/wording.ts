/** Words and lists inside messages: quoted, shortened, nearest. */
import { closest, distance } from 'fastest-levenshtein'

const longest = 60

/** A value of the author's in double quotes, shortened, with control characters made visible (they could steer a terminal). */
export function quote(value: string): string {
  const short = value.length > longest ? `${value.slice(0, longest)}…` : value
  return `"${short.replace(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)}"`
}

/** `"a"`, `"a" and "b"`, `"a", "b" and "c"`. */
export function quotedList(words: readonly string[]): string {
  const quoted = words.map(quote)
  const last = quoted.pop()
  if (last === undefined) return 'none'
  return quoted.length === 0 ? last : `${quoted.join(', ')} and ${last}`
}

/** The candidate that the author probably meant; null if none is near. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  if (candidates.length === 0 || word.length > longest) return null
  const lower = word.toLowerCase()
  const same = candidates.find((candidate) => candidate.toLowerCase() === lower)
  if (same !== undefined) return same
  const candidate = closest(word, candidates)
  const allowed = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3))
  return distance(word, candidate) <= allowed || sameLetters(lower, candidate.toLowerCase())
    ? candidate
    : null
}

/** `{ hint: 'Did you mean "alice"?' }`, or what else to do, or no hint. */
export function didYouMean(
  word: string,
  candidates: readonly string[],
  otherwise?: string,
): { hint?: string } {
  const candidate = nearest(word, candidates)
  if (candidate !== null) return { hint: `Did you mean ${quote(candidate)}?` }
  return otherwise === undefined ? {} : { hint: otherwise }
}

/** Whether a word is another one but for case, one letter, or the order of its letters. Short words: for case only. */
export function isSlip(word: string, meant: string): boolean {
  const lower = word.toLowerCase()
  if (word === meant || word.length > longest) return false
  if (lower === meant) return true
  if (meant.length < 5) return false
  return distance(lower, meant) === 1 || sameLetters(lower, meant)
}

function sameLetters(one: string, other: string): boolean {
  return [...one].sort().join('') === [...other].sort().join('')
}
