/**
 * Markdown text to a lesson: parse, read front matter, read fences, link, build the page's tree. Each step adds what is
 * wrong to one list and goes on, so that one run shows all mistakes.
 */
import { buildBody } from './body.ts'
import { readFences } from './cells.ts'
import { Findings, inTextOrder } from './diagnostic.ts'
import { readFrontMatter } from './front-matter.ts'
import type { Diagnostic, Lesson } from './lesson.ts'
import { slugOf } from './lesson-name.ts'
import { link } from './link.ts'
import { parseMarkdown } from './markdown.ts'
import { variablesIn } from './panel-target.ts'
import { emptyLesson, titleMissing } from './rules/front-matter.ts'
import { nestedTooDeeply } from './rules/nesting.ts'
import { type SourceFile, sourceFile } from './source-file.ts'

export interface ParsedLesson {
  /** Null if one of the diagnostics is an error. */
  lesson: Lesson | null
  /** The lesson as far as it could be read, errors or not: to look for further mistakes, never to be shown. */
  draft: Lesson | null
  /** In the order of the text. */
  diagnostics: Diagnostic[]
}

/** `file` is the path as the author knows it. Never throws for what stands in `text`. */
export function parseLesson(file: string, text: string): ParsedLesson {
  const source = sourceFile(file, text)
  const findings = new Findings(file)
  const draft = read(source, findings)
  return { lesson: findings.failed ? null : draft, draft, diagnostics: inTextOrder(findings.list) }
}

function read(source: SourceFile, findings: Findings): Lesson | null {
  if (source.text.trim() === '') {
    findings.add(emptyLesson, source.range(0, 0), null)
    return null
  }
  try {
    return build(source, findings)
  } catch (error) {
    if (!isStackOverflow(error)) throw error
    findings.add(nestedTooDeeply, source.range(0, 0), null)
    return null
  }
}

function build(source: SourceFile, findings: Findings): Lesson {
  const markdown = parseMarkdown(source.text)
  const frontMatter = readFrontMatter(source, markdown, findings)
  const { drafts, outputs } = readFences(source, markdown, findings)
  const { sessions, cells, exerciseFences, cellIds } = link(drafts, frontMatter, findings)
  const python = cells.filter(({ language }) => language === 'python').map(({ source: text }) => text)
  const names = frontMatter.hidden.has('sessions')
    ? null
    : [...sessions.map(({ name }) => name), ...variablesIn(python)]
  const body = buildBody(source, markdown, cells, cellIds, outputs, names, findings)
  const title = frontMatter.title ?? body.heading
  if (title === null && !frontMatter.hidden.has('title')) findings.add(titleMissing, source.range(0, 0), null)
  return {
    slug: slugOf(source.file),
    file: source.file,
    title: title ?? '',
    summary: frontMatter.summary ?? '',
    minutes: frontMatter.minutes,
    sessions,
    panel: frontMatter.panel ?? (frontMatter.sessions === null ? 'folded' : 'open'),
    startsFrom: frontMatter.startsFrom,
    startsFromRange: frontMatter.startsFromRange,
    body: body.tree,
    cells,
    exerciseFences,
    outline: body.outline,
    pictures: body.pictures,
    links: body.links,
    files: body.files,
  }
}

/** The parsers walk trees by recursion: only a text of thousands of nested quotations or lists gets here. */
function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message)
}
