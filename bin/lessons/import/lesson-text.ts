/** Writes what was imported as the text of a lesson. */
import { Document, isMap } from 'yaml'
import { fenced } from '../fence-text.ts'
import { setUpFor } from './connections.ts'
import type { Block, Imported, ImportedCell } from './imported.ts'

/** `title` is for a file that has none of its own. `targets` are roles and databases that Python code connects to. */
export function lessonText(
  imported: Imported,
  title: string,
  targets: readonly { role: string; database: string }[],
): string {
  const blocks = [...imported.blocks]
  const front = imported.frontMatter ?? frontMatter(takeTitle(blocks) ?? title, imported)
  if (imported.frontMatter === null) demoteHeadings(blocks)
  const body = [...setUp(imported, targets), ...blocks.map(blockText)].join('\n\n')
  return front.trim() === '' ? `${body}\n` : `---\n${front.trim()}\n---\n\n${body}\n`
}

function frontMatter(title: string, { sessions }: Imported): string {
  const declared = sessions.map(({ name, role, database }) => [name, { role, database }])
  const document = new Document({
    title,
    ...(declared.length > 0 ? { sessions: Object.fromEntries(declared) } : {}),
  })
  for (const { name } of sessions) {
    const session = document.getIn(['sessions', name])
    if (isMap(session)) session.flow = true
  }
  return document.toString({ lineWidth: 0 })
}

/** The first heading of the first level, if nothing stands above it. It is taken off the text. */
function takeTitle(blocks: Block[]): string | null {
  const [first] = blocks
  if (first?.kind !== 'text') return null
  const [heading, title] = /^\s*# +(.+?)(?: +#+)?(?:\n+|$)/.exec(first.text) ?? []
  if (heading === undefined || title === undefined) return null
  const rest = first.text.slice(heading.length).trim()
  if (rest === '') blocks.shift()
  else blocks[0] = { ...first, text: rest }
  return title.replace(/[*_`]/g, '')
}

/** The title is the only heading of the first level: where the text has others, all go one level down. */
function demoteHeadings(blocks: Block[]): void {
  const headings = /(^(?:`{3,}|~{3,})[^\n]*\n.*?^(?:`{3,}|~{3,})[ \t]*$)|^(#{1,5})(?= )/gms
  if (!blocks.some((block) => block.kind === 'text' && hasFirstLevel(block.text, headings))) return
  for (const [at, block] of blocks.entries()) {
    if (block.kind !== 'text') continue
    const text = block.text.replace(headings, (all, fence?: string) =>
      fence === undefined ? `#${all}` : all,
    )
    blocks[at] = { ...block, text }
  }
}

function hasFirstLevel(text: string, headings: RegExp): boolean {
  return Array.from(text.matchAll(headings)).some(([, , marks]) => marks === '#')
}

/** What the cells connect to must exist. Folded, so that the lesson begins as the notebook did. */
function setUp(
  { sessions, blocks, frontMatter: own }: Imported,
  targets: readonly { role: string; database: string }[],
) {
  if (own !== null) return []
  const sources = blocks.flatMap((block) => (block.kind === 'cell' ? [block.source] : []))
  const statements = setUpFor([...sessions, ...targets], sources)
  return statements.length === 0
    ? []
    : [fenced('sql session=postgres id=set-up hidden', statements.join('\n'))]
}

function blockText(block: Block): string {
  return block.kind === 'text' ? block.text.trim() : cellText(block)
}

function cellText({ language, source, attributes, output }: ImportedCell): string {
  const info = [language, ...Object.entries(attributes).map(([name, value]) => attribute(name, value))]
  const cell = fenced(info.join(' '), source)
  return output === null
    ? cell
    : `${cell}\n\n${fenced('output', output.replace(/[ \t]+$/gm, '').replace(/\n+$/, ''))}`
}

function attribute(name: string, value: string | true): string {
  if (value === true) return name
  return /[\s"\\]/.test(value) ? `${name}="${value.replace(/["\\]/g, '\\$&')}"` : `${name}=${value}`
}
