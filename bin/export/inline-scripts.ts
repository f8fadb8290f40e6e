/** Moves inline scripts of a page into files, since the content security policy runs none in the page. */
import { createHash } from 'node:crypto'
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

export interface MovedScripts {
  html: string
  /** The files to write: path below the site's folder, and text. */
  scripts: ReadonlyMap<string, string>
}

/**
 * Puts the text of each inline script in a file and leaves a `src` in its place. They still run in order and before
 * what follows, since they are neither async nor deferred. Plain scripts that follow each other share a file.
 */
export function moveInlineScripts(html: string, basePath: string): MovedScripts {
  const scripts = new Map<string, string>()
  let result = ''
  let from = 0
  for (const { text, tag, start, end } of joined(html, inlineScripts(html))) {
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 16)
    const path = `_next/static/inline/${hash}.js`
    scripts.set(path, text)
    result += `${html.slice(from, start)}${tag.slice(0, -1)} src="${basePath}/${path}"></script>`
    from = end
  }
  return { html: result + html.slice(from), scripts }
}

/** What in a page the policy would not run: inline scripts, event handlers, `javascript:` addresses, base elements. */
export function forbiddenByPolicy(html: string): string[] {
  const found: string[] = []
  for (const element of elements(parse(html))) {
    if (isInlineScript(element)) found.push('an inline <script>')
    if (element.tagName === 'base') found.push('a <base>')
    for (const { name, value } of element.attrs) {
      if (name.startsWith('on')) found.push(`${name} of a <${element.tagName}>`)
      if (/^\s*javascript:/i.test(value))
        found.push(`a javascript: address in ${name} of a <${element.tagName}>`)
    }
  }
  return found
}

interface InlineScript {
  text: string
  /** The opening tag as it stands in the page: React finds some scripts by their id. */
  tag: string
  start: number
  end: number
}

function inlineScripts(html: string): InlineScript[] {
  const found: InlineScript[] = []
  for (const element of elements(parse(html, { sourceCodeLocationInfo: true }))) {
    const place = element.sourceCodeLocation
    if (!isInlineScript(element) || attribute(element, 'type') === 'importmap' || !place?.startTag) continue
    const text = element.childNodes
      .map((child) => (defaultTreeAdapter.isTextNode(child) ? child.value : ''))
      .join('')
    const { startOffset, endOffset } = place.startTag
    found.push({
      text,
      tag: html.slice(startOffset, endOffset),
      start: place.startOffset,
      end: place.endOffset,
    })
  }
  return found.sort((a, b) => a.start - b.start)
}

/** Makes one script of several without attributes that have nothing but white space between them. */
function joined(html: string, scripts: readonly InlineScript[]): InlineScript[] {
  const result: InlineScript[] = []
  for (const script of scripts) {
    const last = result.at(-1)
    const follows = last?.tag === script.tag && html.slice(last.end, script.start).trim() === ''
    if (last && follows && script.tag === '<script>') {
      result[result.length - 1] = { ...last, text: `${last.text}\n;\n${script.text}`, end: script.end }
    } else {
      result.push(script)
    }
  }
  return result
}

/** Data blocks (JSON and the like) are no scripts: the policy lets them be. HTML standard, "The script element". */
function isInlineScript(element: Element): boolean {
  if (element.tagName !== 'script' || attribute(element, 'src') !== undefined) return false
  const type = attribute(element, 'type')?.trim().toLowerCase() ?? ''
  return ['', 'module', 'importmap', 'text/javascript', 'application/javascript'].includes(type)
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((candidate) => candidate.name === name)?.value
}

function* elements(node: Node): Generator<Element> {
  if (defaultTreeAdapter.isElementNode(node)) yield node
  if (!('childNodes' in node)) return
  for (const child of node.childNodes) yield* elements(child)
  if ('content' in node) yield* elements(node.content)
}
