/**
 * How many columns of a terminal a character takes, as psql counts: its tables come from Unicode's East_Asian_Width
 * (wide and full width: two) and general category (marks that do not space, and format characters: none).
 */

/** Emoji are wide but for the letters that make flags. */
const wideEmoji = /^(?!\p{Regional_Indicator})\p{Emoji_Presentation}$/u
const withoutWidth = /^[\p{Mn}\p{Me}\p{Cf}]$/u

/** The other wide and full-width characters, from Unicode's EastAsianWidth.txt; code points that are free are left in. */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2630, 0x2637],
  [0x268a, 0x268f],
  [0x2e80, 0x303e],
  [0x3041, 0x3247],
  [0x3250, 0xa4c6],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18df2],
  [0x1aff0, 0x1b2fb],
  [0x1d300, 0x1d376],
  [0x1f200, 0x1f265],
  [0x20000, 0x2fffd],
  [0x30000, 0x3fffd],
]
const firstWide = 0x1100

/** 0, 1 or 2; -1 for control characters, which psql writes out as escapes. */
export function characterWidth(character: string): -1 | 0 | 1 | 2 {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return -1
  if (code < 0x7f) return 1
  if (withoutWidth.test(character)) return 0
  if (code < firstWide) return 1
  return wideRanges.some(([first, last]) => code >= first && code <= last) || wideEmoji.test(character)
    ? 2
    : 1
}
