/** The text of a lesson as a sanitised HTML tree, in which each cell is an element `lesson-cell`. */
import type { Element, Root as HtmlRoot, Node } from 'hast'
import type { Code, Root } from 'mdast'
import rehypeRaw from 'rehype-raw'
import rehypeSanitize from 'rehype-sanitize'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { SKIP, visit } from 'unist-util-visit'
import { VFile } from 'vfile'
import { markAlerts } from './alerts.ts'
import type { Findings } from './diagnostic.ts'
import { numberHeadings, resolveLinks, takeTitle } from './headings.ts'
import type { Lesson, LessonCell } from './lesson.ts'
import { takeRelativeLinks } from './relative-links.ts'
import { reviewHtml } from './review-html.ts'
import { cellLost } from './rules/html.ts'
import { lessonSchema } from './schema.ts'
import type { SourceFile } from './source-file.ts'

/** Stands for a cell while raw HTML is parsed: no HTML that an author writes can look like it. */
interface CellMark extends Node {
  type: 'cellMark'
  cellId: string
}

declare module 'hast' {
  interface RootContentMap {
    cellMark: CellMark
  }
  interface ElementContentMap {
    cellMark: CellMark
  }
}

const sanitizer = unified().use(rehypeSanitize, lessonSchema).freeze()

export interface Body {
  tree: HtmlRoot
  /** The first-level heading at the beginning, which is not in `tree`. */
  heading: string | null
  outline: Lesson['outline']
  pictures: Lesson['pictures']
  links: Lesson['links']
  files: Lesson['files']
}

/** Changes `markdown` on its way. `cellIds` names the cells' fences, `outputs` are fences to leave out; `sessions` are names, null if not known. */
export function buildBody(
  source: SourceFile,
  markdown: Root,
  cells: readonly LessonCell[],
  cellIds: ReadonlyMap<Code, string>,
  outputs: ReadonlySet<Code>,
  sessions: readonly string[] | null,
  findings: Findings,
): Body {
  removeOutputs(markdown, outputs)
  markAlerts(source, markdown, findings)
  const raw = toHtml(source, markdown, cellIds)
  placeCells(raw)
  const pictures = reviewHtml(source, raw, findings)
  const tree = sanitizer.runSync(raw)
  reportLostCells(tree, cells, findings)
  const heading = takeTitle(tree)
  const ids = cells.map((cell) => cell.id)
  const outline = numberHeadings(source, tree, ids, findings)
  resolveLinks(source, tree, ids, sessions, findings)
  const { links, files } = takeRelativeLinks(source, tree, findings)
  visit(tree, (node) => {
    delete node.position
  })
  return { tree, heading, outline, pictures, links, files }
}

function removeOutputs(markdown: Root, outputs: ReadonlySet<Code>): void {
  visit(markdown, 'code', (node, index, parent) => {
    if (parent === undefined || index === undefined || !outputs.has(node)) return undefined
    parent.children.splice(index, 1)
    return [SKIP, index]
  })
}

function toHtml(source: SourceFile, markdown: Root, cellIds: ReadonlyMap<Code, string>): HtmlRoot {
  const processor = unified()
    .use(remarkRehype, {
      allowDangerousHtml: true,
      clobberPrefix: '',
      handlers: {
        code: (_state, node: Code) => {
          const cellId = cellIds.get(node)
          return cellId === undefined
            ? plainCode(node)
            : { type: 'cellMark', cellId, position: node.position }
        },
      },
    })
    .use(rehypeRaw, { passThrough: ['cellMark'] })
  return processor.runSync(markdown, new VFile(source.text))
}

/** Fences of other languages: highlighted by the page, if at all. */
function plainCode(node: Code): Element {
  const language = node.lang?.split(/\s/, 1)[0]
  const code: Element = {
    type: 'element',
    tagName: 'code',
    properties: language ? { className: [`language-${language}`] } : {},
    children: [{ type: 'text', value: node.value === '' ? '' : `${node.value}\n` }],
  }
  return { type: 'element', tagName: 'pre', properties: {}, children: [code] }
}

/** Removes elements that pretend to be cells, then turns marks into elements. */
function placeCells(tree: HtmlRoot): void {
  visit(tree, 'element', (element, index, parent) => {
    if (element.tagName !== 'lesson-cell' || parent === undefined || index === undefined) return undefined
    parent.children.splice(index, 1, ...element.children)
    return [SKIP, index]
  })
  visit(tree, 'cellMark', (mark, index, parent) => {
    if (parent === undefined || index === undefined) return
    const { cellId, position } = mark
    parent.children[index] = {
      type: 'element',
      tagName: 'lesson-cell',
      properties: { cellId },
      children: [],
      ...(position === undefined ? {} : { position }),
    }
  })
}

function reportLostCells(tree: HtmlRoot, cells: readonly LessonCell[], findings: Findings): void {
  const placed = new Set<unknown>()
  visit(tree, 'element', (element) => {
    placed.add(element.properties.cellId)
  })
  for (const cell of cells) if (!placed.has(cell.id)) findings.add(cellLost, cell.range, null)
}
