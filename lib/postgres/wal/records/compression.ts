/** PostgreSQL's two ways to compress values and page images: common/pg_lzcompress.c, and LZ4's block format. */

/** Decompresses to `length` bytes; fewer if the source ends before. */
export function pglz(source: Uint8Array, length: number): Uint8Array {
  const target = new Uint8Array(length)
  let from = 0
  let to = 0
  while (from < source.length && to < length) {
    let control = byte(source, from++)
    for (let bit = 0; bit < 8 && from < source.length && to < length; bit++, control >>= 1) {
      if ((control & 1) === 0) {
        target[to++] = byte(source, from++)
        continue
      }
      const first = byte(source, from)
      const offset = ((first & 0xf0) << 4) | byte(source, from + 1)
      from += 2
      let count = (first & 0x0f) + 3
      if (count === 18) count += byte(source, from++)
      to = repeat(target, to, offset, count)
    }
  }
  return target.subarray(0, to)
}

/** Decompresses one block to `length` bytes; fewer if the source ends before. */
export function lz4(source: Uint8Array, length: number): Uint8Array {
  const target = new Uint8Array(length)
  let from = 0
  let to = 0
  const counted = (nibble: number) => {
    let count = nibble
    if (nibble === 15)
      for (let more = 255; more === 255; ) {
        more = byte(source, from++)
        count += more
      }
    return count
  }
  while (from < source.length && to < length) {
    const token = byte(source, from++)
    const literals = Math.min(counted(token >> 4), source.length - from, length - to)
    target.set(source.subarray(from, from + literals), to)
    from += literals
    to += literals
    if (from + 2 > source.length) break
    const offset = byte(source, from) | (byte(source, from + 1) << 8)
    from += 2
    to = repeat(target, to, offset, counted(token & 15) + 4)
  }
  return target.subarray(0, to)
}

/** Copies what stands `offset` bytes before; source and target may overlap. */
function repeat(target: Uint8Array, to: number, offset: number, count: number): number {
  const end = Math.min(target.length, to + count)
  for (; to < end; to++) target[to] = byte(target, to - offset)
  return to
}

function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0
}
