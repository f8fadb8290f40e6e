/** A Jupyter notebook (nbformat 4) as what a lesson is made of. What our own export has noted in it is taken as it is. */
import { readableOutput } from '../../../lib/lesson/compare/readable.ts'
import { splitAttributes } from '../../../lib/lesson/split-attributes.ts'
import { CommandError } from '../../command.ts'
import type { LessonNote } from '../notebook-note.ts'
import { type Magics, readCodeCell } from './code-cell.ts'
import { SessionNames } from './connections.ts'
import { type Block, type Imported, type ImportedCell, plainCell } from './imported.ts'
import { linesOfCells } from './json-places.ts'
import { joined, type NotebookOutput, takeOutputs } from './notebook-outputs.ts'
import { fencesAsText } from './other-fences.ts'

/** A cell in the file, as far as it is looked at. */
interface NotebookCell {
  cell_type?: string
  source?: string | string[]
  outputs?: NotebookOutput[]
  attachments?: Record<string, Record<string, string>>
  metadata?: { lesson?: LessonNote }
}

/** `file` names it in messages. Throws a CommandError if it is no such notebook. */
export function readNotebook(file: string, text: string): Imported {
  const notebook = parse(file, text)
  const lines = linesOfCells(text)
  const magics: Magics = { sessions: new SessionNames(), session: null, losses: [] }
  const imported: Imported = {
    frontMatter: notebook.metadata?.lesson?.frontMatter ?? null,
    blocks: [],
    losses: magics.losses,
    sessions: magics.sessions.list,
    files: [],
  }
  for (const [index, cell] of notebook.cells.entries()) {
    const line = lines[index] ?? 1
    imported.blocks.push(...blocksOf(cell, line, magics, imported))
  }
  return imported
}

function parse(file: string, text: string) {
  const wrong = (hint: string) => new CommandError(`${file} is no Jupyter notebook of format 4`, hint)
  let notebook: {
    nbformat?: number
    cells?: NotebookCell[]
    metadata?: { lesson?: { frontMatter?: string } }
  }
  try {
    notebook = JSON.parse(text)
  } catch (error) {
    throw wrong(`it is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (!Array.isArray(notebook?.cells)) {
    throw wrong('open it in Jupyter and save it, which brings an older format up to date')
  }
  return { ...notebook, cells: notebook.cells }
}

function blocksOf(cell: NotebookCell, line: number, magics: Magics, imported: Imported): Block[] {
  const source = joined(cell.source)
  const note = cell.metadata?.lesson
  if (note?.leaveOut) return []
  if (note?.fence !== undefined) return [notedCell(cell, note, line)]
  if (cell.cell_type === 'code') return codeBlocks(cell, source, line, magics)
  if (cell.cell_type === 'raw') {
    if (source.trim() !== '') magics.losses.push({ line, says: 'a raw cell is taken over as plain text' })
    return source.trim() === '' ? [] : [{ kind: 'text', text: source, line }]
  }
  const text = note === undefined ? fencesAsText(takePictures(cell, source, imported)) : source
  return text.trim() === '' ? [] : [{ kind: 'text', text, line }]
}

function codeBlocks(cell: NotebookCell, source: string, line: number, magics: Magics): Block[] {
  const blocks = readCodeCell(source, line, magics)
  const last = blocks.at(-1)
  if (last?.kind === 'cell') takeOutputs(last, cell.outputs ?? [], magics.losses)
  return blocks
}

/** A cell as our export has noted it; its output is the one that was written down, unless it has been run since. */
function notedCell(cell: NotebookCell, { fence = '', output }: LessonNote, line: number): ImportedCell {
  const [word = 'sql'] = fence.split(/\s/, 1)
  const language = word === 'python' ? 'python' : 'sql'
  const written = joined(cell.source)
  const taken = plainCell(
    language,
    language === 'sql' ? written.replace(/^%%sql[^\n]*\n?/, '') : written,
    line,
  )
  for (const { name, value } of splitAttributes(fence.slice(word.length))) taken.attributes[name] = value
  const printed = (cell.outputs ?? []).map(({ text }) => joined(text)).join('')
  if (output !== undefined) taken.output = printed === `${readableOutput(output)}\n` ? output : printed
  return taken
}

/** Pictures that are inside the notebook become files beside the lesson. */
function takePictures({ attachments = {} }: NotebookCell, source: string, { files }: Imported): string {
  return source.replace(/\(attachment:([^)\s]+)\)/g, (all, name: string) => {
    const [data] = Object.values(attachments[decodeURIComponent(name)] ?? {})
    if (data === undefined) return all
    const safe = `${files.length + 1}-${decodeURIComponent(name).replace(/[^\w.-]+/g, '-')}`
    files.push({ name: safe, bytes: Buffer.from(data, 'base64') })
    return `(${safe})`
  })
}
