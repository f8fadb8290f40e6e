/** GitHub's alerts: a quotation that begins with `[!NOTE]` becomes a callout. */
import type { Blockquote, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { Findings } from './diagnostic.ts'
import { alertUnknown } from './rules/html.ts'
import type { SourceFile } from './source-file.ts'

const kinds = ['NOTE', 'TIP', 'IMPORTANT', 'WARNING', 'CAUTION'] as const

/** Of the callout's element, `<div role="note" data-alert="tip">`. Its first paragraph is `<p data-alert-title>Tip</p>`. */
export const alertKinds = kinds.map((kind) => kind.toLowerCase())

/** Changes the tree in place: what it adds is carried into HTML by mdast-util-to-hast. */
export function markAlerts(source: SourceFile, tree: Root, findings: Findings): void {
  visit(tree, 'blockquote', (quotation) => {
    const [paragraph] = quotation.children
    if (paragraph?.type !== 'paragraph') return
    const [text] = paragraph.children
    if (text?.type !== 'text') return
    const mark = /^\[!([A-Za-z]+)\][ \t]*(?:\r\n|\n|\r|$)/.exec(text.value)
    if (mark === null || (mark[0].length === text.value.length && paragraph.children.length > 1)) return
    const name = mark[1] ?? ''
    const kind = kinds.find((known) => known === name.toUpperCase())
    if (kind === undefined) {
      const from = text.position?.start.offset ?? 0
      findings.add(alertUnknown, source.range(from, from + mark[0].trimEnd().length), { name, known: kinds })
      return
    }
    text.value = text.value.slice(mark[0].length)
    if (text.value === '') quotation.children.shift()
    becomeAlert(quotation, kind)
  })
}

function becomeAlert(quotation: Blockquote, kind: string): void {
  quotation.data = { hName: 'div', hProperties: { role: 'note', dataAlert: kind.toLowerCase() } }
  quotation.children.unshift({
    type: 'paragraph',
    data: { hProperties: { dataAlertTitle: '' } },
    children: [{ type: 'text', value: kind.charAt(0) + kind.slice(1).toLowerCase() }],
  })
}
