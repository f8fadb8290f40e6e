/** What Jupyter shows below a cell, as an output fence has it. */
import { alignedTable } from '../../../lib/postgres/client/print/aligned-table.ts'
import type { ImportedCell, Loss } from './imported.ts'
import { withPatterns } from './varying.ts'

/** An output in a notebook's file, as far as it is looked at. Section "Code cell outputs" of the notebook format, 4. */
export interface NotebookOutput {
  output_type?: string
  name?: string
  text?: string | string[]
  data?: Record<string, string | string[]>
  ename?: string
}

/** Sets what the cell prints and the error with which it fails. */
export function takeOutputs(cell: ImportedCell, outputs: readonly NotebookOutput[], losses: Loss[]): void {
  if (cell.language === 'sql') takeTable(cell, outputs, losses)
  else takePrinted(cell, outputs, losses)
}

function takePrinted(cell: ImportedCell, outputs: readonly NotebookOutput[], losses: Loss[]): void {
  const { line } = cell
  let printed = ''
  for (const output of outputs) {
    const { output_type: type, data = {} } = output
    if (type === 'stream' && output.name !== 'stderr') printed += joined(output.text)
    else if (type === 'stream') losses.push({ line, says: 'what the cell writes to stderr is not compared' })
    else if (type === 'error') cell.attributes.error = output.ename ?? 'Exception'
    else if (Object.keys(data).some((kind) => kind.startsWith('image/'))) {
      losses.push({ line, says: 'the picture that the cell draws is left out' })
    } else if (data['text/plain'] !== undefined) printed += `${joined(data['text/plain'])}\n`
    else losses.push({ line, says: `an output of the kind "${Object.keys(data).join(', ')}" is left out` })
  }
  if (printed.trim() !== '') cell.output = withPatterns(printed)
}

/** `%sql` shows the last result only, so that anything may stand before it. */
function takeTable(cell: ImportedCell, outputs: readonly NotebookOutput[], losses: Loss[]): void {
  const failed = outputs.find(({ output_type: type }) => type === 'error')
  const said = outputs.map(({ text, ename }) => `${joined(text)} ${ename ?? ''}`).join('\n')
  const [, code] = /\bSQLSTATE[: ]+([0-9A-Z]{5})\b/.exec(said) ?? []
  if (failed !== undefined || /\(psycopg2?\.(?:errors\.)?\w+\)/.test(said)) {
    if (code !== undefined) cell.attributes.error = code
    losses.push({
      line: cell.line,
      says: `the cell fails (${errorName(said)}): write "error=SQLSTATE" at it; the check says which`,
    })
    return
  }
  const html = outputs.map(({ data }) => joined(data?.['text/html'])).find((text) => text.includes('<table'))
  if (html === undefined) return
  const table = tableOf(html)
  if (table === null || /truncated to displaylimit/i.test(html)) {
    losses.push({ line: cell.line, says: 'the table is shown in part only, and is left out' })
    return
  }
  const isAlone = !/;\s*\S/.test(cell.source.replace(/--.*$/gm, ''))
  cell.output = `${isAlone ? '' : '…\n'}${table}`
}

function errorName(said: string): string {
  return /\(psycopg2?\.(?:errors\.)?(\w+)\)/.exec(said)?.[1] ?? /(\w+)\s*$/.exec(said)?.[1] ?? 'an error'
}

/** An HTML table as psql prints it: numbers to the right, which is where psql has them. */
function tableOf(html: string): string | null {
  const rows = Array.from(html.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs), ([, row = '']) =>
    Array.from(row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs), ([, text = '']) => plain(text)),
  )
  const [head, ...body] = rows
  if (head === undefined || body.some((row) => row.length !== head.length)) return null
  const isNumber = (at: number) => body.every((row) => /^(?:-?\d+(?:\.\d+)?|None)$/.test(row[at] ?? ''))
  const columns = head.map((name, at) => ({
    name,
    typeOid: isNumber(at) ? 23 : 25,
    typeModifier: -1,
    typeName: '',
  }))
  const values = body.map((row) => row.map((text) => (text === 'None' ? null : text)))
  return alignedTable({
    kind: 'table',
    columns,
    chunks: [values],
    rowCount: body.length,
    tag: `SELECT ${body.length}`,
  })
}

const entities: Record<string, string> = {
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  '#39': "'",
  nbsp: ' ',
  amp: '&',
}

function plain(html: string): string {
  const text = html.replace(/<br\s*\/?>/g, '\n').replace(/<[^>]*>/g, '')
  return text.replace(/&([#\w]+);/g, (all, name: string) => entities[name] ?? all).trim()
}

export function joined(text: string | string[] | undefined): string {
  return Array.isArray(text) ? text.join('') : (text ?? '')
}
