/** Splits what follows a fence's first word into attributes: `name`, `name=value`, `name="quoted value"`. */

export interface Attribute {
  name: string
  /** True for a bare name. */
  value: string | true
  /** Offsets into the info text: the whole attribute, its name, its value (without quotes). */
  from: number
  to: number
  nameTo: number
  valueFrom: number
  valueTo: number
  flaw: 'no-name' | 'no-value' | 'unclosed-quote' | 'single-quotes' | 'glued' | null
}

const blank = /\s+/y
const nameOf = /[^\s=]*/y
const quoted = /"((?:[^"\\]|\\.)*)(")?/y
const bare = /\S*/y

/** Within double quotes `\"` and `\\` stand for the characters themselves. Every text is split; flaws are marked. */
export function splitAttributes(info: string): Attribute[] {
  const attributes: Attribute[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(info)
    if (found !== null) at += found[0].length
    return found
  }

  while (at < info.length) {
    take(blank)
    if (at >= info.length) break
    const from = at
    const name = take(nameOf)?.[0] ?? ''
    const nameTo = at
    if (info[at] !== '=') {
      attributes.push({ name, value: true, from, to: at, nameTo, valueFrom: at, valueTo: at, flaw: null })
      continue
    }
    at++
    const valueFrom = at
    if (info[at] === '"') {
      const match = take(quoted)
      const value = (match?.[1] ?? '').replace(/\\(["\\])/g, '$1')
      const closed = match?.[2] !== undefined
      const valueTo = closed ? at - 1 : at
      const glued = closed && at < info.length && !/\s/.test(info[at] ?? '')
      if (glued) take(bare)
      const flaw = name === '' ? 'no-name' : !closed ? 'unclosed-quote' : glued ? 'glued' : null
      attributes.push({ name, value, from, to: at, nameTo, valueFrom: valueFrom + 1, valueTo, flaw })
      continue
    }
    const value = take(bare)?.[0] ?? ''
    const flaw =
      name === '' ? 'no-name' : value === '' ? 'no-value' : value.startsWith("'") ? 'single-quotes' : null
    attributes.push({ name, value, from, to: at, nameTo, valueFrom, valueTo: at, flaw })
  }
  return attributes
}
