/** lessons/course.yaml to a course: which lessons there are, in which parts and order. */
import { Findings, inTextOrder } from './diagnostic.ts'
import type { Course, Diagnostic, SourceRange } from './lesson.ts'
import {
  courseKeyMissing,
  courseLessonTwice,
  courseMissing,
  courseUnknownLesson,
  courseUnlisted,
} from './rules/course.ts'
import { unknownKey, wrongType } from './rules/front-matter.ts'
import { sourceFile } from './source-file.ts'
import { inWords, readYaml, type YamlEntry, type YamlValue } from './yaml.ts'

export interface ParsedCourse {
  /** Null if one of the diagnostics is an error. */
  course: Course | null
  diagnostics: Diagnostic[]
}

/** `slugs` are the lessons that exist. Never throws for what stands in `text`. */
export function parseCourse(file: string, text: string, slugs: readonly string[]): ParsedCourse {
  const source = sourceFile(file, text)
  const findings = new Findings(file)
  const yaml = readYaml(source, 0, source.text.length, findings)
  const course: Course = { title: '', parts: [] }
  if (yaml?.kind === 'nothing') findings.add(courseMissing, source.range(0, 0), null)
  else if (yaml !== null) {
    const reader = new CourseReader(findings, slugs)
    reader.readCourse(yaml, course)
    if (!findings.failed) reader.reportUnlisted(source.range(0, 0))
  }
  return { course: findings.failed ? null : course, diagnostics: inTextOrder(findings.list) }
}

class CourseReader {
  private readonly listed = new Map<string, number>()

  constructor(
    private readonly findings: Findings,
    private readonly slugs: readonly string[],
  ) {}

  readCourse(yaml: YamlValue, course: Course): void {
    const { title, parts } = this.entries(yaml, 'course', ['title', 'parts'])
    if (title !== undefined) course.title = this.text(title)
    for (const part of this.items(parts, 'parts')) course.parts.push(this.readPart(part))
  }

  reportUnlisted(range: SourceRange): void {
    for (const slug of this.slugs) {
      if (!this.listed.has(slug)) this.findings.add(courseUnlisted, range, { slug })
    }
  }

  private readPart(yaml: YamlValue): Course['parts'][number] {
    const { title, lessons } = this.entries(yaml, 'part', ['title', 'lessons'])
    const slugs = this.items(lessons, 'lessons').flatMap((item) => this.readSlug(item) ?? [])
    return { title: title === undefined ? '' : this.text(title), lessons: slugs }
  }

  private readSlug(item: YamlValue): string | null {
    if (item.kind !== 'text') {
      this.mistaken(item, 'lesson', 'the name of a file without ".md"')
      return null
    }
    const slug = item.value
    const line = this.listed.get(slug)
    if (line !== undefined) this.findings.add(courseLessonTwice, item.range, { slug, line })
    else this.listed.set(slug, item.range.start.line)
    if (!this.slugs.includes(slug)) {
      this.findings.add(courseUnknownLesson, item.range, { slug, lessons: this.slugs })
    }
    return slug
  }

  /** The values of a map by key; says which keys are missing and which are not known. */
  private entries(
    yaml: YamlValue,
    of: string,
    keys: readonly string[],
  ): Record<string, YamlEntry | undefined> {
    if (yaml.kind !== 'map') {
      this.mistaken(yaml, of, `a map with the keys ${keys.map((key) => `"${key}"`).join(' and ')}`)
      return {}
    }
    for (const { key, keyRange } of yaml.entries) {
      if (!keys.includes(key)) this.findings.add(unknownKey, keyRange, { key, of, known: keys })
    }
    for (const key of keys) {
      if (!yaml.entries.some((entry) => entry.key === key)) {
        this.findings.add(courseKeyMissing, yaml.range, { key, of })
      }
    }
    return Object.fromEntries(yaml.entries.map((entry) => [entry.key, entry]))
  }

  private items(entry: YamlEntry | undefined, name: string): readonly YamlValue[] {
    if (entry === undefined) return []
    if (entry.value.kind === 'list') return entry.value.items
    this.mistaken(entry.value, `"${name}"`, 'a list')
    return []
  }

  private text({ key, value }: YamlEntry): string {
    if (value.kind === 'text' && value.value.trim() !== '') return value.value.trim()
    this.mistaken(value, `"${key}"`, 'text')
    return ''
  }

  private mistaken(value: YamlValue, what: string, expected: string): void {
    this.findings.add(wrongType, value.range, { what, expected, found: inWords(value) })
  }
}
