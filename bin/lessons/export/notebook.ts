/** A lesson as a Jupyter notebook (nbformat 4.5), with what an import needs to make the same lesson of it again. */
import type { Lesson, LessonCell } from '../../../lib/lesson/lesson.ts'
import type { LessonNote } from '../notebook-note.ts'
import type { Exported } from './schedule.ts'

/** `text` is the lesson's file; `magic` the Python code that makes `%%sql NAME` run a cell in a session. */
export function notebook(lesson: Lesson, text: string, magic: string): Exported {
  const plain = text.replace(/^\uFEFF/, '')
  const shift = text.length - plain.length
  const [front = '', frontMatter = ''] = /^---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|$)/ms.exec(plain) ?? []
  const ids = new Set(lesson.cells.map(({ id }) => id))
  const cells: object[] = [textCell(idFrom('title', ids), headOf(lesson), { leaveOut: true })]
  if (lesson.cells.some(({ language }) => language === 'sql')) {
    cells.push(codeCell(idFrom('sessions', ids), sessionCode(lesson, magic), { leaveOut: true }))
  }
  let from = front.length
  const takeText = (to: number) => {
    const between = plain
      .slice(from, to)
      .replace(/\n[ \t>]*$/, '\n')
      .replace(/^(?:[ \t>]*\n)+|\s+$/g, '')
    if (between !== '') cells.push(textCell(idFrom('text', ids), between, {}))
  }
  for (const cell of lesson.cells) {
    takeText(cell.range.start.offset - shift)
    const opening = plain.slice(cell.range.start.offset - shift).split(/\r?\n/, 1)[0] ?? ''
    const fence = opening.replace(/^(?:`+|~+)\s*/, '')
    const { output } = cell
    const note: LessonNote = { fence, ...(output === null ? {} : { output: output.text }) }
    cells.push(codeCell(cell.id, sourceOf(cell), note, output?.readable))
    from = (output ?? cell).range.end.offset - shift
  }
  takeText(plain.length)
  const metadata = {
    kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
    language_info: { name: 'python' },
    lesson: { frontMatter: frontMatter.trimEnd() },
  }
  const content = `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`
  return { files: [{ name: `${lesson.slug}.ipynb`, content }], unsaid: [] }
}

function headOf({ title, summary }: Lesson): string {
  return summary === '' ? `# ${title}` : `# ${title}\n\n${summary}`
}

function sourceOf({ language, session, source }: LessonCell): string {
  return language === 'python' ? source : `%%sql ${session}\n${source}`
}

/** The code with the lesson's sessions in place of the example's. */
function sessionCode({ sessions }: Lesson, magic: string): string {
  const own = sessions.map(
    ({ name, role, database }) =>
      `    ${JSON.stringify(name)}: ${JSON.stringify({ user: role, dbname: database })},\n`,
  )
  return magic.replace(/^(SESSIONS = \{\n).*?^\}/ms, (_, head: string) => `${head}${own.join('')}}`).trimEnd()
}

function textCell(id: string, source: string, lesson: LessonNote): object {
  return { cell_type: 'markdown', id, metadata: { lesson }, source: lines(source) }
}

function codeCell(id: string, source: string, lesson: LessonNote, printed?: string): object {
  const outputs =
    printed === undefined ? [] : [{ name: 'stdout', output_type: 'stream', text: lines(`${printed}\n`) }]
  return {
    cell_type: 'code',
    execution_count: null,
    id,
    metadata: { lesson },
    outputs,
    source: lines(source),
  }
}

/** As Jupyter writes texts: a list of lines with their ends. */
function lines(text: string): string[] {
  return text.split(/(?<=\n)/)
}

/** Ids are of 1 to 64 letters, digits, `-` and `_`, and unique in a notebook. */
function idFrom(base: string, taken: Set<string>): string {
  for (let count = 1; ; count++) {
    const id = `${base}-${count}`
    if (taken.has(id)) continue
    taken.add(id)
    return id
  }
}
