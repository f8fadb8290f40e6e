/** The attributes of one cell's fence, each checked by itself and against the others of that fence. */
import {
  type AttributeName,
  attributeNames,
  attributeTable,
  contradictions,
  isAttributeName,
} from './attribute-table.ts'
import type { Findings } from './diagnostic.ts'
import type { Fence } from './fence.ts'
import type { CellLanguage, SourceRange } from './lesson.ts'
import {
  attributeSyntax,
  attributesContradict,
  attributeTwice,
  attributeValue,
  errorForm,
  idForm,
  unknownAttribute,
} from './rules/attributes.ts'
import type { SourceFile } from './source-file.ts'
import { splitAttributes } from './split-attributes.ts'

export interface AttributeAt {
  value: string | true
  /** The whole attribute, and its value alone. */
  range: SourceRange
  valueRange: SourceRange
}

/** What is known and stands once is kept even if its value is wrong: its name still says what the fence is. */
export function readAttributes(
  source: SourceFile,
  fence: Fence,
  language: CellLanguage,
  findings: Findings,
): Map<AttributeName, AttributeAt> {
  const read = new Map<AttributeName, AttributeAt>()
  for (const attribute of splitAttributes(fence.info)) {
    const at = (from: number, to: number) => source.range(fence.infoOffset + from, fence.infoOffset + to)
    const { name, value, from, to, flaw } = attribute
    const range = at(from, to)
    if (flaw !== null) {
      findings.add(attributeSyntax, range, { flaw, written: fence.info.slice(from, to) })
      if (flaw === 'no-name') continue
    }
    if (!isAttributeName(name)) {
      findings.add(unknownAttribute, at(from, attribute.nameTo), { name, known: attributeNames })
      continue
    }
    if (read.has(name)) {
      findings.add(attributeTwice, range, { name })
      continue
    }
    const valueRange = at(attribute.valueFrom, attribute.valueTo)
    read.set(name, { value, range, valueRange })
    if (flaw === null) checkValue(name, { value, range, valueRange }, language, findings)
  }
  for (const [one, other] of contradictions) {
    const later = [read.get(one), read.get(other)].filter((found) => found !== undefined)
    if (later.length < 2) continue
    const range = later.map((found) => found.range).toSorted((a, b) => b.start.offset - a.start.offset)[0]
    if (range !== undefined) findings.add(attributesContradict, range, { one, other })
  }
  return read
}

function checkValue(name: AttributeName, at: AttributeAt, language: CellLanguage, findings: Findings): void {
  const { value: kind, written } = attributeTable[name]
  const hasValue = at.value !== true && at.value !== ''
  if (hasValue !== (kind !== 'none')) {
    findings.add(attributeValue, at.range, { name, written, takesValue: kind !== 'none' })
    return
  }
  if (at.value === true) return
  if (name === 'id' && !/^[A-Za-z][A-Za-z0-9_-]*$/.test(at.value)) {
    findings.add(idForm, at.valueRange, { id: at.value })
  }
  const errorPattern = language === 'sql' ? /^[0-9A-Z]{5}$/ : /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/
  if (name === 'error' && !errorPattern.test(at.value)) {
    findings.add(errorForm, at.valueRange, { value: at.value, language })
  }
}
