/** Headings: the title at the beginning of the text, ids, the outline; and links within the lesson, which use the ids. */
import GithubSlugger from 'github-slugger'
import type { Element, Root } from 'hast'
import { toString as textOf } from 'hast-util-to-string'
import { SKIP, visit } from 'unist-util-visit'
import type { Findings } from './diagnostic.ts'
import type { Lesson } from './lesson.ts'
import { panelFragmentsOf, panelTarget, pointsAtPanel } from './panel-target.ts'
import { secondTitle } from './rules/front-matter.ts'
import { linkTarget, panelUnknown } from './rules/html.ts'
import { idPrefix } from './schema.ts'
import type { SourceFile } from './source-file.ts'

/** Takes a first-level heading at the very beginning off the text, and returns its words; null if there is none. */
export function takeTitle(body: Root): string | null {
  const index = body.children.findIndex((node) => node.type !== 'text' || node.value.trim() !== '')
  const first = body.children[index]
  if (first?.type !== 'element' || first.tagName !== 'h1') return null
  body.children.splice(index, 1)
  const text = textOf(first).trim()
  return text === '' ? null : text
}

/** Gives each heading the id that GitHub gives it. A first-level heading becomes one of the second level. */
export function numberHeadings(
  source: SourceFile,
  body: Root,
  cellIds: readonly string[],
  findings: Findings,
): Lesson['outline'] {
  const slugger = new GithubSlugger()
  for (const id of cellIds) slugger.slug(id, true)
  const outline: Lesson['outline'] = []
  visit(body, 'element', (element) => {
    if (element.tagName === 'section' && 'dataFootnotes' in element.properties) return SKIP
    const given = headingDepth(element)
    if (given === null) return undefined
    const text = textOf(element).trim()
    if (given === 1) {
      const from = element.position?.start.offset ?? 0
      findings.add(secondTitle, source.range(from, element.position?.end.offset ?? from), { heading: text })
      element.tagName = 'h2'
    }
    element.properties.id = slugger.slug(safeSlugSource(text))
    outline.push({ depth: Math.max(2, given), id: element.properties.id, text })
    return undefined
  })
  return outline
}

/** Without a leading `_`, which names of the page's own framework have; never empty. */
function safeSlugSource(text: string): string {
  return text.replace(/^[_\s]+/, '') || 'section'
}

/**
 * Leads links to headings, cells and footnotes to their ids. A link to a part of the panel keeps its address and is
 * marked with `dataPanel`; `sessions` is null if they are not known.
 */
export function resolveLinks(
  source: SourceFile,
  body: Root,
  cellIds: readonly string[],
  sessions: readonly string[] | null,
  findings: Findings,
): void {
  const targets = new Map(cellIds.map((id) => [id, id]))
  visit(body, 'element', ({ properties }) => {
    if (typeof properties.id !== 'string') return
    targets.set(properties.id, properties.id)
    if (properties.id.startsWith(idPrefix)) targets.set(properties.id.slice(idPrefix.length), properties.id)
  })
  visit(body, 'element', (element) => {
    const { href } = element.properties
    if (element.tagName !== 'a' || typeof href !== 'string') return
    if (!href.startsWith('#') || href === '#') return
    const name = decoded(href.slice(1))
    const target = targets.get(name)
    if (target !== undefined) {
      element.properties.href = `#${target}`
      return
    }
    const known = [...targets.keys()].filter((id) => !id.startsWith(idPrefix))
    const from = element.position?.start.offset ?? 0
    const range = source.range(from, element.position?.end.offset ?? from)
    if (!pointsAtPanel(name)) findings.add(linkTarget, range, { target: name, targets: known })
    else if (isInPanel(name, sessions)) element.properties.dataPanel = name
    else
      findings.add(panelUnknown, range, {
        target: name,
        parts: panelFragmentsOf(sessions ?? []),
        targets: known,
      })
  })
}

function isInPanel(fragment: string, sessions: readonly string[] | null): boolean {
  const target = panelTarget(fragment)
  if (target?.part !== 'session') return target !== null
  return sessions === null || sessions.includes(target.session)
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

function headingDepth(element: Element): number | null {
  const depth = /^h([1-6])$/.exec(element.tagName)?.[1]
  return depth === undefined ? null : Number(depth)
}
