/** Links to what stands beside a lesson: other lessons by their files, whose pages they lead to, and files to be loaded. */
import type { Root } from 'hast'
import { visit } from 'unist-util-visit'
import type { Findings } from './diagnostic.ts'
import type { Lesson } from './lesson.ts'
import { linkOutside } from './rules/html.ts'
import type { SourceFile } from './source-file.ts'

/** Changes the links to lessons in place: on GitHub they lead to files, in the page to pages. */
export function takeRelativeLinks(
  source: SourceFile,
  body: Root,
  findings: Findings,
): Pick<Lesson, 'links' | 'files'> {
  const taken: Pick<Lesson, 'links' | 'files'> = { links: [], files: [] }
  visit(body, 'element', (element) => {
    const { href } = element.properties
    if (element.tagName !== 'a' || typeof href !== 'string' || !isRelative(href)) return
    const from = element.position?.start.offset ?? 0
    const range = source.range(from, element.position?.end.offset ?? from)
    const [, written = '', fragment = ''] = /^([^?#]*)(?:\?[^#]*)?(#.*)?$/s.exec(href) ?? []
    const path = decoded(written).replace(/^(?:\.\/)+/, '')
    const [, slug] = /^([^/\\]+)\.md$/i.exec(path) ?? []
    if (slug !== undefined) {
      element.properties.href = `../${slug}/${fragment}`
      taken.links.push({ slug, fragment: fragment === '' ? null : decoded(fragment.slice(1)), range })
    } else if (/^[\\/]|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(path))
      findings.add(linkOutside, range, { address: href })
    else taken.files.push({ path, range })
  })
  return taken
}

/** Neither a place in the same page nor a whole address. */
function isRelative(href: string): boolean {
  return href !== '' && !/^(?:[a-z][a-z\d+.-]*:|#|\/\/|\?)/i.test(href)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
