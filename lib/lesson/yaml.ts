/** YAML text to plain values with places in the file that holds it. */
import { isAlias, isMap, isScalar, isSeq, parseDocument, Scalar } from 'yaml'
import type { Findings } from './diagnostic.ts'
import type { SourceRange } from './lesson.ts'
import { yamlSyntax } from './rules/yaml.ts'
import type { SourceFile } from './source-file.ts'

/** A value as YAML's core schema reads it. Aliases and anything with a tag of its own are `other`. */
export type YamlValue = { range: SourceRange } & (
  | { kind: 'text'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'yes or no'; value: boolean }
  | { kind: 'nothing' }
  | { kind: 'list'; items: YamlValue[] }
  | { kind: 'map'; entries: YamlEntry[] }
  | { kind: 'other' }
)

export interface YamlEntry {
  key: string
  keyRange: SourceRange
  value: YamlValue
}

/**
 * Reads the part of the file from offset `from` to `to`. Mistakes of YAML itself go to `findings`; the value is null
 * when they leave its shape in doubt.
 */
export function readYaml(source: SourceFile, from: number, to: number, findings: Findings): YamlValue | null {
  // CR alone ends a line for YAML, but not for this parser; the replacement keeps every offset.
  const text = source.text.slice(from, to).replace(/\r(?!\n)/g, '\n')
  const document = parseDocument(text, {
    prettyErrors: false,
    stringKeys: true,
    logLevel: 'error',
  })
  for (const error of document.errors) {
    const [start, end] = error.pos
    findings.add(yamlSyntax, source.range(from + start, from + end), {
      code: error.code,
      message: error.message,
    })
  }
  if (document.errors.some((error) => error.code !== 'DUPLICATE_KEY')) return null
  return toValue(document.contents, (start, end) => source.range(from + start, from + end), [0, to - from])
}

type RangeOf = (start: number, end: number) => SourceRange

function toValue(node: unknown, rangeOf: RangeOf, around: readonly [number, number]): YamlValue {
  if (isScalar(node)) {
    const range = rangeOf(...placed(node.range, around))
    if (typeof node.value === 'string') return { kind: 'text', value: node.value, range }
    if (typeof node.value === 'number') return { kind: 'number', value: node.value, range }
    if (typeof node.value === 'boolean') return { kind: 'yes or no', value: node.value, range }
    return { kind: node.value === null ? 'nothing' : 'other', range }
  }
  if (isSeq(node)) {
    const own = placed(node.range, around)
    return {
      kind: 'list',
      items: node.items.map((item) => toValue(item, rangeOf, own)),
      range: rangeOf(...own),
    }
  }
  if (isMap(node)) {
    const own = placed(node.range, around)
    const entries = node.items.map((pair): YamlEntry => {
      const key = placed(isScalar(pair.key) || isAlias(pair.key) ? pair.key.range : null, own)
      return {
        key: pair.key instanceof Scalar ? String(pair.key.value) : '',
        keyRange: rangeOf(...key),
        value: toValue(pair.value, rangeOf, key),
      }
    })
    return { kind: 'map', entries, range: rangeOf(...own) }
  }
  return { kind: node === null ? 'nothing' : 'other', range: rangeOf(...around) }
}

function placed(
  range: readonly number[] | null | undefined,
  around: readonly [number, number],
): readonly [number, number] {
  const [start, end] = range ?? around
  return [start ?? around[0], end ?? around[1]]
}

/** What was found instead: its kind, or the value when the kind is right. */
export function inWords(value: YamlValue): string {
  switch (value.kind) {
    case 'number':
      return `the number ${value.value}`
    case 'yes or no':
      return `the truth value ${value.value}`
    case 'text':
      return value.value.trim() === '' ? 'empty' : 'text'
    case 'nothing':
      return 'empty'
    case 'list':
      return 'a list'
    case 'map':
      return value.entries.length === 0 ? 'empty' : 'a map'
    case 'other':
      return 'an alias or a tagged value'
  }
}
