/**
 * A notebook as plain text, as one gets it by copying a page: Markdown, and cells below prompts `In [3]:`. Nothing marks
 * where a cell ends, so each paragraph below it is looked at: does it go on in Python, is it what the cell prints, or text?
 */
import { fenced } from '../fence-text.ts'
import { type Magics, readCodeCell } from './code-cell.ts'
import { SessionNames } from './connections.ts'
import type { Block, Imported } from './imported.ts'
import { goesOn, looksLikePython, showsSomething } from './python-text.ts'
import { withPatterns } from './varying.ts'

const inPrompt = /^\s*In \[[\d *]*\]:[ \t]?/
const outPrompt = /^\s*Out ?\[\d*\]:[ \t]?/

export function isPlainNotebook(text: string): boolean {
  return new RegExp(inPrompt.source, 'm').test(text)
}

/** Lines without blanks between them, and how many blank lines follow. */
interface Paragraph {
  text: string
  /** From 1. */
  line: number
  blanks: number
}

export function readPlainNotebook(text: string): Imported {
  const magics: Magics = { sessions: new SessionNames(), session: null, losses: [] }
  const blocks: Block[] = []
  const paragraphs = paragraphsOf(text)
  for (let at = 0; at < paragraphs.length; ) {
    const first = paragraphs[at]
    if (first === undefined) break
    if (inPrompt.test(first.text)) at = readCell(paragraphs, at, blocks, magics)
    else {
      addText(first, blocks)
      at++
    }
  }
  return { frontMatter: null, blocks, losses: magics.losses, sessions: magics.sessions.list, files: [] }
}

/** A prompt begins a paragraph of its own, wherever it stands. */
function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let open: Paragraph | null = null
  for (const [index, line] of text.replace(/\r\n?/g, '\n').split('\n').entries()) {
    const isPrompt = inPrompt.test(line) || outPrompt.test(line)
    if (line.trim() === '') {
      const last = paragraphs.at(-1)
      if (last !== undefined) last.blanks++
      open = null
    } else if (open === null || isPrompt) {
      open = { text: line, line: index + 1, blanks: 0 }
      paragraphs.push(open)
    } else open.text += `\n${line}`
  }
  return paragraphs
}

/** Returns the index of the paragraph behind the cell and what it prints. */
function readCell(paragraphs: readonly Paragraph[], from: number, blocks: Block[], magics: Magics): number {
  const prompt = paragraphs[from]
  if (prompt === undefined) return from + 1
  const written = prompt.text.replace(inPrompt, '')
  const isBelow = written.trim() === ''
  let code = isBelow ? '' : written.replace(/^\n/, '')
  let at = from + 1
  for (let blanks = prompt.blanks; ; at++) {
    const next = paragraphs[at]
    if (next === undefined || inPrompt.test(next.text) || outPrompt.test(next.text)) break
    if (!(code === '' || goesOn(code) || looksLikePython(next.text))) break
    code += code === '' ? next.text : '\n'.repeat(blanks + 1) + next.text
    blanks = next.blanks
  }
  const line = prompt.line + (written.startsWith('\n') || isBelow ? 1 : 0)
  blocks.push(...readCodeCell(code, line, magics))
  return readOutput(paragraphs, at, blocks, code)
}

function readOutput(paragraphs: readonly Paragraph[], from: number, blocks: Block[], code: string): number {
  const cell = blocks.at(-1)
  const printed: string[] = []
  let at = from
  for (; at < paragraphs.length; at++) {
    const next = paragraphs[at]
    if (next === undefined || inPrompt.test(next.text)) break
    if (outPrompt.test(next.text)) printed.push(next.text.replace(outPrompt, '').replace(/^\n/, ''))
    else if (printed.length === 0 && showsSomething(code) && isOutput(next)) printed.push(next.text)
    else break
  }
  if (cell?.kind !== 'cell' || printed.length === 0) return at
  const text = printed.join('\n')
  const [, error] = /^-{40,}\n(\w+)\s+Traceback/m.exec(text) ?? []
  if (error !== undefined) cell.attributes.error = error
  else if (cell.language === 'python') cell.output = withPatterns(text)
  return at
}

/** Two blank lines end what is printed; and values do not begin as sentences do. */
function isOutput({ text, blanks }: Paragraph): boolean {
  return blanks > 1 || /^(?:[[({<'"\d-]|True\b|False\b|None\b)/.test(text)
}

/** Blank lines between two paragraphs of text belong to it. A copied terminal is no prose. */
function addText({ text, line, blanks }: Paragraph, blocks: Block[]): void {
  const last = blocks.at(-1)
  const shown = /^\$ \S/.test(text) ? fenced('console', text.replace(/\*\*|[ \t]+$/gm, '')) : text
  const added = shown + '\n'.repeat(blanks + 1)
  if (last?.kind === 'text') last.text += added
  else blocks.push({ kind: 'text', text: added, line })
}
