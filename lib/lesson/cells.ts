/** The fences of a lesson: which are cells, which are outputs, and what their attributes say, each fence by itself. */
import type { Code, Html, Nodes, Parent, Root, RootContent } from 'mdast'
import { visit } from 'unist-util-visit'
import { type AttributeName, isAttributeName } from './attribute-table.ts'
import type { Findings } from './diagnostic.ts'
import { type Fence, readFence } from './fence.ts'
import type { CellLanguage } from './lesson.ts'
import { type AttributeAt, readAttributes } from './read-attributes.ts'
import { reviewOutput } from './review-output.ts'
import { outputAttribute } from './rules/attributes.ts'
import { fenceInHtml, fenceLanguage, fenceUnclosed, outputTwice, outputWithoutCell } from './rules/fences.ts'
import type { SourceFile } from './source-file.ts'
import { splitAttributes } from './split-attributes.ts'
import { isSlip } from './wording.ts'

/** A cell before the lesson is put together. */
export interface CellDraft {
  node: Code
  fence: Fence
  language: CellLanguage
  attributes: ReadonlyMap<AttributeName, AttributeAt>
  output: Fence | null
  /** Whether a task list stands just before it. */
  followsTasks: boolean
}

export interface Fences {
  /** In the order of the text; checks and solutions are among them. */
  drafts: CellDraft[]
  /** Output fences: shown by their cells, not by the text. */
  outputs: Set<Code>
}

export function readFences(source: SourceFile, tree: Root, findings: Findings): Fences {
  const drafts = new Map<Nodes, CellDraft>()
  /** The cell of each output; null for one that has none. */
  const outputs = new Map<Code, CellDraft | null>()
  visit(tree, (node, index, parent) => {
    if (node.type === 'html') reportFencesInHtml(source, node, findings)
    if (node.type !== 'code') return
    const fence = readFence(source, node)
    if (!fence.closed) reportUnclosed(fence, findings)
    const before = nodeBefore(parent, index)
    if (fence.word === 'sql' || fence.word === 'python') {
      const attributes = readAttributes(source, fence, fence.word, findings)
      const followsTasks =
        before?.type === 'list' && before.children.some(({ checked }) => typeof checked === 'boolean')
      drafts.set(node, { node, fence, language: fence.word, attributes, output: null, followsTasks })
    } else if (fence.word === 'output') {
      reportOutputAttributes(source, fence, findings)
      reviewOutput(fence, findings)
      const cell = before === null ? null : (drafts.get(before) ?? null)
      const again = before?.type === 'code' ? (outputs.get(before) ?? null) : null
      outputs.set(node, cell ?? again)
      attachOutput(fence, cell, again, findings)
    } else reportLanguage(fence, findings)
  })
  return { drafts: [...drafts.values()], outputs: new Set(outputs.keys()) }
}

/** `cell` stands just above, or `again` has an output which does. */
function attachOutput(
  fence: Fence,
  cell: CellDraft | null,
  again: CellDraft | null,
  findings: Findings,
): void {
  if (cell?.attributes.has('check')) findings.add(outputWithoutCell, fence.range, { after: 'check' })
  else if (cell !== null) cell.output = fence
  else if (again?.output) findings.add(outputTwice, fence.range, { line: again.output.range.start.line })
  else findings.add(outputWithoutCell, fence.range, { after: 'other' })
}

function reportUnclosed({ marks, range }: Fence, findings: Findings): void {
  const lastLine = range.end.column === 1 ? range.end.line - 1 : range.end.line
  findings.add(fenceUnclosed, range, { marks, lastLine })
}

function nodeBefore(parent: Parent | undefined, index: number | undefined): RootContent | null {
  return parent === undefined || index === undefined ? null : (parent.children[index - 1] ?? null)
}

function reportOutputAttributes(source: SourceFile, fence: Fence, findings: Findings): void {
  for (const { name, from, to } of splitAttributes(fence.info)) {
    const range = source.range(fence.infoOffset + from, fence.infoOffset + to)
    findings.add(outputAttribute, range, { name, ofCells: isAttributeName(name) })
  }
}

/** A fence whose first word only differs by case or a letter or two. Other languages are the author's business. */
function reportLanguage(fence: Fence, findings: Findings): void {
  const { word } = fence
  const meant = ['sql', 'python', 'output'].find((known) => isSlip(word, known))
  if (meant !== undefined) findings.add(fenceLanguage, fence.wordRange, { word, meant })
}

function reportFencesInHtml(source: SourceFile, node: Html, findings: Findings): void {
  const from = node.position?.start.offset ?? 0
  const text = source.text
    .slice(from, node.position?.end.offset ?? from)
    .replace(/<!--.*?(?:-->|$)/gs, (comment) => comment.replace(/[^\r\n]/g, ' '))
  for (const line of text.matchAll(/^[ \t]*(?:`{3,}|~{3,})[ \t]*(sql|python|output)\b/gm)) {
    const start = from + line.index + line[0].length - line[0].trimStart().length
    findings.add(fenceInHtml, source.range(start, from + line.index + line[0].length), {
      word: line[1] ?? '',
    })
  }
}
