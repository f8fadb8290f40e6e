/** One hash over everything that a build of the site depends on. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Folders and files at the top that no build reads. Whatever is new there counts as a source until it is named here. */
const notSources = new Set([
  'node_modules',
  'build',
  'out',
  'test',
  'docs',
  'test-results',
  'playwright-report',
])

/** Digest of the names and contents of all sources below `root`, and of the settings that change what is built. */
export async function digestOfSources(
  root: string,
  settings: Readonly<Record<string, string>>,
): Promise<string> {
  const hash = createHash('sha256')
  hash.update(JSON.stringify(settings))
  for (const file of await sources(root)) {
    hash.update(`\0${file}\0`)
    hash.update(await readFile(join(root, file)))
  }
  return hash.digest('hex')
}

async function sources(root: string): Promise<string[]> {
  const found: string[] = []
  const visit = async (folder: string, isTop: boolean) => {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue
      if (isTop && (notSources.has(entry.name) || isProse(entry.name) || entry.name === 'next-env.d.ts'))
        continue
      const path = isTop ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) await visit(path, false)
      else if (entry.isFile()) found.push(path)
    }
  }
  await visit('.', true)
  return found.sort()
}

/** README and the like: Markdown at the top is for developers; lessons lie in their folder. */
function isProse(name: string): boolean {
  return name.endsWith('.md') || name === 'LICENSE'
}
