/** A tutorial in Markdown as what a lesson is made of: its SQL fences become cells, with what is shown below them. */
import type { Code, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { type Fence, readFence } from '../../../lib/lesson/fence.ts'
import { parseMarkdown } from '../../../lib/lesson/markdown.ts'
import { type SourceFile, sourceFile } from '../../../lib/lesson/source-file.ts'
import { readCodeCell } from './code-cell.ts'
import { SessionNames } from './connections.ts'
import { readFrontMatterOf } from './foreign-front-matter.ts'
import { type Block, type Imported, type ImportedCell, plainCell } from './imported.ts'
import { isPythonSession, readPythonSession } from './python-session.ts'
import { readSchedule } from './schedule.ts'
import { isTranscript, looksPrinted, readTranscript } from './transcript.ts'
import { withPatterns } from './varying.ts'

const sqlWords = ['sql', 'postgresql', 'postgres', 'pgsql', 'psql', 'plpgsql']
const shellWords = ['sh', 'bash', 'shell', 'console', 'shell-session', 'sh-session', 'zsh']
const printedWords = ['', 'text', 'txt', 'output', 'plaintext', 'none', 'console', 'psql', 'sql']

export function readTutorial(text: string): Imported {
  const source = sourceFile('', text.replace(/\r\n?/g, '\n'))
  const tree = parseMarkdown(source.text)
  const sessions = new SessionNames()
  const imported: Imported = { frontMatter: null, blocks: [], losses: [], sessions: sessions.list, files: [] }
  let from = readFrontMatterOf(source, tree, imported)
  const takeText = (to: number) => {
    const written = nestedFences(source, tree, from, to, imported)
    if (written.trim() !== '')
      imported.blocks.push({ kind: 'text', text: written, line: source.place(from).line })
  }
  for (const node of tree.children) {
    if (node.type !== 'code') continue
    const fence = readFence(source, node)
    const { start, end } = fence.range
    const between = source.text.slice(from, start.offset)
    const last = imported.blocks.at(-1)
    if (between.trim() === '' && last?.kind === 'cell' && isOutputOf(last, fence)) {
      last.output = withPatterns(fence.text)
      if (/^(?:ERROR|FATAL):/m.test(fence.text)) imported.losses.push(failing(last))
      from = end.offset
      continue
    }
    const cells = cellsOf(fence, imported, sessions)
    if (cells === null) continue
    nameSession(between, cells, sessions)
    takeText(start.offset)
    imported.blocks.push(...cells)
    from = end.offset
  }
  takeText(source.text.length)
  return imported
}

/** Null for a fence that stays as it is. */
function cellsOf(fence: Fence, imported: Imported, sessions: SessionNames): Block[] | null {
  const { losses } = imported
  const word = fence.word.toLowerCase()
  const { text, textStart } = fence
  const context = { sessions, losses }
  if (isTranscript(text) && [...sqlWords, ...printedWords, ...shellWords].includes(word)) {
    return readTranscript(text, textStart.line, context)
  }
  if (sqlWords.includes(word)) {
    const scheduled = readSchedule(text, textStart.line, context)
    return scheduled ?? [plainCell('sql', text.trimEnd(), textStart.line)]
  }
  if (['python', 'py', 'python3', 'pycon'].includes(word)) {
    if (isPythonSession(text)) return readPythonSession(text, textStart.line)
    return readCodeCell(text, textStart.line, { sessions, session: null, losses })
  }
  if (shellWords.includes(word)) {
    losses.push({ line: textStart.line, says: 'commands for a shell stay as text: there is no shell' })
  }
  return null
}

/** The text above a block says in which of several windows it was typed: *Terminal 2*, *in session B*. */
function nameSession(above: string, blocks: readonly Block[], sessions: SessionNames): void {
  const cells = blocks.flatMap((block) => (block.kind === 'cell' && block.language === 'sql' ? [block] : []))
  if (cells.some((cell) => cell.attributes.session !== undefined)) return
  const [last = ''] = above.trim().split('\n').slice(-1)
  const found = Array.from(
    last.matchAll(/\b(session|terminal|window|connection|client)s?[ #]*(\d|[A-Z])\b/gi),
  ).at(-1)
  if (found === undefined || cells.length === 0) return
  const name = `${found[1]}-${found[2]}`.toLowerCase()
  sessions.add({ name, role: 'postgres', database: 'postgres' })
  for (const cell of cells) cell.attributes.session = name
}

function isOutputOf(cell: ImportedCell, fence: Fence): boolean {
  if (cell.output !== null || isTranscript(fence.text)) return false
  const word = fence.word.toLowerCase()
  if (word === 'output') return true
  return (
    printedWords.includes(word) && (cell.language === 'python' ? word !== 'sql' : looksPrinted(fence.text))
  )
}

function failing({ line }: ImportedCell) {
  return { line, says: 'the cell fails: write "error=SQLSTATE" at it; the check says which' }
}

/** Fences in lists and quotations stay where they are: `sql` is a cell there, too. Other names of it become `sql`. */
function nestedFences(
  source: SourceFile,
  tree: Root,
  from: number,
  to: number,
  { losses }: Imported,
): string {
  const edits: { at: number; length: number }[] = []
  visit(tree, 'code', (node: Code, _index, parent) => {
    const start = node.position?.start.offset ?? 0
    if (parent?.type === 'root' || start < from || start >= to) return
    const { word, wordRange, text, textStart } = readFence(source, node)
    if (isTranscript(text))
      losses.push({ line: textStart.line, says: 'a transcript inside a list stays as text' })
    else if (sqlWords.includes(word.toLowerCase()))
      edits.push({ at: wordRange.start.offset, length: word.length })
  })
  return edits
    .toReversed()
    .reduce(
      (text, { at, length }) => `${text.slice(0, at - from)}sql${text.slice(at - from + length)}`,
      source.text.slice(from, to),
    )
}
