/** Finds and reads the lessons that are to be checked. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { linkLessons } from '../../lib/lesson/folder.ts'
import type { Diagnostic, Lesson } from '../../lib/lesson/lesson.ts'
import { slugOf } from '../../lib/lesson/lesson-name.ts'
import { readLessons } from '../../lib/lesson/node.ts'
import { type ParsedLesson, parseLesson } from '../../lib/lesson/parse.ts'
import { CommandError, type Environment } from '../command.ts'
import { lessonsDir } from '../lessons-dir.ts'

/** A lesson without an error in its text. */
export interface LoadedLesson {
  lesson: Lesson
  /** Where it lies, absolute, and what it says. */
  path: string
  text: string
  /** Lessons whose end states this one starts from, the first one first. */
  before: Lesson[]
}

export interface LoadedLessons {
  lessons: LoadedLesson[]
  /** Of lessons that can be run and of those that cannot. */
  diagnostics: Diagnostic[]
}

/** Without names: all lessons of the project. A name may be a file or a folder, relative to where the user stands. */
export async function loadLessons(
  names: readonly string[],
  environment: Environment,
): Promise<LoadedLessons> {
  const loaded: LoadedLessons = { lessons: [], diagnostics: [] }
  for (const { path, isFolder } of nameLessons(names, environment)) {
    const { lessons, diagnostics } = await (isFolder ? loadFolder : loadFile)(path, environment)
    loaded.lessons.push(...lessons)
    loaded.diagnostics.push(...diagnostics)
  }
  return loaded
}

/** What the names mean, absolute. Throws a CommandError (exit 2) for one that is not there. */
export function nameLessons(
  names: readonly string[],
  environment: Environment,
): { path: string; isFolder: boolean }[] {
  const wanted = names.length > 0 ? names : [lessonsDir(environment)]
  return wanted.map((name) => {
    const path = resolve(environment.cwd, name)
    if (!existsSync(path)) throw missing(name, environment)
    return { path, isFolder: statSync(path).isDirectory() }
  })
}

async function loadFolder(folder: string, environment: Environment): Promise<LoadedLessons> {
  const { lessons, diagnostics } = await readLessons(folder, shown(folder, environment))
  const loaded = lessons.map(async (lesson): Promise<LoadedLesson> => {
    const path = join(folder, basename(lesson.file))
    return { lesson, path, text: await readFile(path, 'utf8'), before: lessonsBefore(lesson, lessons) }
  })
  return { lessons: await Promise.all(loaded), diagnostics }
}

/** The lesson itself, and those in its folder from which it starts. */
async function loadFile(path: string, environment: Environment): Promise<LoadedLessons> {
  const folder = dirname(path)
  const text = await readFile(path, 'utf8')
  const isThere = (picture: string) => existsSync(join(folder, picture))
  const own = parseLesson(shown(path, environment), text)
  const parsed = [own]
  for (let next = own.draft?.startsFrom; next && !parsed.some(hasSlug(next)); ) {
    const file = join(folder, `${next}.md`)
    if (!existsSync(file)) break
    const before = parseLesson(shown(file, environment), await readFile(file, 'utf8'))
    parsed.push(before)
    next = before.draft?.startsFrom
  }
  const drafts = parsed.flatMap(({ draft }) => draft ?? [])
  const paths = drafts.flatMap(({ pictures, files }) => [...pictures, ...files].map((file) => file.path))
  const names = readdirSync(folder).filter((name) => /\.md$/i.test(name) && !/^readme\.md$/i.test(name))
  const slugs = names.map(slugOf)
  const { lessons, diagnostics } = linkLessons(parsed, slugs, paths.filter(isThere))
  const lesson = lessons.find((sound) => sound === own.lesson)
  const before = lesson === undefined ? [] : lessonsBefore(lesson, lessons)
  return { lessons: lesson === undefined ? [] : [{ lesson, path, text, before }], diagnostics }
}

function hasSlug(slug: string) {
  return ({ draft }: ParsedLesson) => draft?.slug === slug
}

function lessonsBefore(lesson: Lesson, all: readonly Lesson[]): Lesson[] {
  const before: Lesson[] = []
  for (let slug = lesson.startsFrom; slug !== null; ) {
    const next = all.find((other) => other.slug === slug)
    if (next === undefined) break
    before.unshift(next)
    slug = next.startsFrom
  }
  return before
}

/** As the user would write it from where they stand. */
function shown(path: string, environment: Environment): string {
  return relative(environment.cwd, path).split(sep).join('/') || '.'
}

function missing(name: string, environment: Environment): CommandError {
  const inLessons = join('lessons', `${slugOf(name)}.md`)
  const hint = existsSync(join(environment.root, inLessons)) ? `did you mean ${inLessons}?` : undefined
  return new CommandError(`there is no file or folder "${name}"`, hint, 2)
}
