/** Looks at a lesson's HTML before it is sanitised, so that nothing is left out without a word. */
import type { Nodes, Root } from 'hast'
import { SKIP, visit } from 'unist-util-visit'
import type { Findings } from './diagnostic.ts'
import type { NearbyFile, SourceRange } from './lesson.ts'
import { htmlRemoved, linkRemoved, pictureOrigin } from './rules/html.ts'
import { isAllowedElement, isDroppedElement } from './schema.ts'
import type { SourceFile } from './source-file.ts'

/** Stands for the folder of the lesson when addresses are resolved; nothing is ever loaded from it. */
const folder = 'https://lesson.invalid/folder/'

/** Returns the lesson's pictures, each address as often as it is used. */
export function reviewHtml(source: SourceFile, tree: Root, findings: Findings): NearbyFile[] {
  const pictures: NearbyFile[] = []
  visit(tree, 'element', (element) => {
    const range = rangeOf(source, element)
    if (!isAllowedElement(element.tagName)) {
      findings.add(htmlRemoved, range, { kind: 'element', name: element.tagName })
      if (isDroppedElement(element.tagName)) return SKIP
    }
    for (const name of Object.keys(element.properties)) {
      if (!/^on|^style$/i.test(name)) continue
      findings.add(htmlRemoved, range, { kind: 'attribute', name: name.toLowerCase() })
    }
    const { href, src } = element.properties
    if (element.tagName === 'a' && typeof href === 'string' && !isSafeLink(href)) {
      findings.add(linkRemoved, range, { address: href })
    }
    if (element.tagName === 'img' && typeof src === 'string') {
      const path = pathInFolder(src)
      if (path === null) findings.add(pictureOrigin, range, { address: src })
      else pictures.push({ path, range })
    }
    return undefined
  })
  return pictures
}

/** Where an element stands; made by the HTML parser itself (tbody), it has no place but that of what it holds. */
function rangeOf(source: SourceFile, node: Nodes): SourceRange {
  const { start, end } = node.position ?? {}
  const from = start?.offset ?? 0
  return source.range(from, end?.offset ?? from)
}

function isSafeLink(address: string): boolean {
  const resolved = URL.parse(address, folder)
  return resolved !== null && ['http:', 'https:', 'mailto:'].includes(resolved.protocol)
}

/** The path of a picture that stands beside the lesson or in a folder there; null for any other address. */
function pathInFolder(address: string): string | null {
  const resolved = URL.parse(address, folder)
  if (resolved === null || /^\s*[\\/]/.test(address) || address.trim() === '') return null
  if (!`${resolved.origin}${resolved.pathname}`.startsWith(folder)) return null
  const path = `${resolved.origin}${resolved.pathname}`.slice(folder.length)
  try {
    const decoded = decodeURIComponent(path)
    return decoded.split(/[\\/]/).includes('..') ? null : decoded
  } catch {
    return null
  }
}
