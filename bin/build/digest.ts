/** One hash over everything that a build of the site depends on. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Folders and files at the top that no build reads. Whatever is new there counts as a source until it is named here. */
const notSources = new Set([
  'node_modules',
  // They count, wherever they are.
  'lessons',
  'build',
  'out',
  'test',
  'docs',
  'test-results',
  'playwright-report',
])

/**
 * Digest of the names and contents of all sources below `root`, and of the settings that change what is built. `lessons`
 * is a folder that may stand in place of the one in `root`.
 */
export async function digestOfSources(
  root: string,
  settings: Readonly<Record<string, string>>,
  lessons: string = join(root, 'lessons'),
): Promise<string> {
  const hash = createHash('sha256')
  hash.update(JSON.stringify(settings))
  const add = async (folder: string, file: string, name: string) => {
    hash.update(`\0${name}\0`)
    hash.update(await readFile(join(folder, file)))
  }
  for (const file of await sources(root, true)) await add(root, file, file)
  // A folder without lessons is the next build's business.
  if (existsSync(lessons))
    for (const file of await sources(lessons)) await add(lessons, file, `lessons/${file}`)
  return hash.digest('hex')
}

/** `isProject`: some of what lies at its top is no source. */
async function sources(root: string, isProject = false): Promise<string[]> {
  const found: string[] = []
  const visit = async (folder: string, isTop: boolean) => {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue
      if (isProject && isTop && isNoSource(entry.name)) continue
      const path = isTop ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) await visit(path, false)
      else if (entry.isFile()) found.push(path)
    }
  }
  await visit('.', true)
  return found.sort()
}

function isNoSource(name: string): boolean {
  return notSources.has(name) || isProse(name) || name === 'next-env.d.ts'
}

/** README and the like: Markdown at the top is for developers; lessons lie in their folder. */
function isProse(name: string): boolean {
  return name.endsWith('.md') || name === 'LICENSE'
}
