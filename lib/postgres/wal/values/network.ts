/** inet and cidr. Sources: utils/adt/network.c (network_out), port/inet_net_ntop.c. */
import { type Output, viewOf } from './output.ts'

const IPV4 = 2
const ADDRESS_AT = 2

export const inet: Output = (value) => {
  const full = value[0] === IPV4 ? 32 : 128
  return address(value) + (value[1] === full ? '' : `/${value[1]}`)
}

export const cidr: Output = (value) => `${address(value)}/${value[1]}`

function address(value: Uint8Array): string {
  if (value[0] === IPV4) return [...value.subarray(ADDRESS_AT, ADDRESS_AT + 4)].join('.')
  const view = viewOf(value)
  return ipv6(Array.from({ length: 8 }, (_, index) => view.getUint16(ADDRESS_AT + 2 * index, false)))
}

/** The longest run of zeros is left out; an address that embeds one of version 4 shows it. */
function ipv6(words: readonly number[]): string {
  const { base, length } = longestRun(words)
  const embeds =
    base === 0 && (length === 6 || (length === 7 && words[7] !== 1) || (length === 5 && words[5] === 0xffff))
  let text = ''
  for (let index = 0; index < 8; index++) {
    if (length > 0 && index >= base && index < base + length) {
      if (index === base) text += ':'
      continue
    }
    if (index > 0) text += ':'
    if (index === 6 && embeds) {
      const bytes = words.slice(6).flatMap((word) => [word >> 8, word & 255])
      return text + bytes.join('.')
    }
    text += (words[index] ?? 0).toString(16)
  }
  return length > 0 && base + length === 8 ? `${text}:` : text
}

function longestRun(words: readonly number[]): { base: number; length: number } {
  let best = { base: -1, length: 0 }
  for (let index = 0; index < words.length; index++) {
    let end = index
    while (words[end] === 0) end++
    if (end - index > best.length) best = { base: index, length: end - index }
    index = Math.max(index, end - 1)
  }
  return best.length < 2 ? { base: -1, length: 0 } : best
}
