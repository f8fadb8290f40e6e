/** UTF-8 as PostgreSQL takes it. Source: common/wchar.c (pg_utf_mblen, pg_utf8_islegal). */

/** How many bytes a character has that begins so. */
export function lengthInUtf8(first: number): number {
  if (first < 0xc0 || first >= 0xf8) return 1
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
}

/** Whether so many bytes are one character: no longer than need be, no surrogate, nothing beyond U+10FFFF. */
export function isLegalUtf8(bytes: Uint8Array, at: number, length: number): boolean {
  const first = bytes[at] ?? 0
  if (length === 1) return first < 0x80
  if (length < 1 || length > 4 || first < 0xc2 || first > 0xf4) return false
  for (let i = 1; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return false
  const second = bytes[at + 1] ?? 0
  if (first === 0xe0) return second >= 0xa0
  if (first === 0xed) return second < 0xa0
  if (first === 0xf0) return second >= 0x90
  return first !== 0xf4 || second < 0x90
}
