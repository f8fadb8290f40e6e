/** What Next's export still lacks for a host: no inline scripts, header files, compressed copies, nothing in vain. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { compressSite } from './compress.ts'
import { hostFiles } from './host-files.ts'
import { forbiddenByPolicy, moveInlineScripts } from './inline-scripts.ts'

export interface FinishOptions {
  /** The sub-path that the site was built for: '' or '/some/path'. */
  basePath: string
  /** A folder that keeps compressed files between builds, by content. */
  cache: string
}

/**
 * Next copies what PGlite's code names as its files. Our start hands PGlite the patched module and the shared data
 * (lib/postgres/backend/boot.ts), so a page never asks for these 15 MB.
 */
const NEVER_FETCHED = /^_next\/static\/media\/(pglite|initdb)\.[^/]+\.(wasm|data)$/

/** Finishes the export in `folder`. Throws when a page would still break the content security policy. */
export async function finishExport(folder: string, { basePath, cache }: FinishOptions): Promise<void> {
  for (const file of await filesBelow(folder)) {
    if (NEVER_FETCHED.test(file)) await rm(join(folder, file))
    if (file.endsWith('.html')) await finishPage(folder, file, basePath)
  }
  for (const [name, text] of Object.entries(hostFiles(basePath))) {
    await writeFile(join(folder, name), text)
  }
  await compressSite(folder, await filesBelow(folder), cache)
}

async function finishPage(folder: string, file: string, basePath: string): Promise<void> {
  const { html, scripts } = moveInlineScripts(await readFile(join(folder, file), 'utf8'), basePath)
  const left = forbiddenByPolicy(html)
  if (left.length > 0) {
    throw new Error(`${file} has what the content security policy forbids: ${left.join(', ')}`)
  }
  for (const [path, text] of scripts) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  await writeFile(join(folder, file), html)
}

/** Paths of all files below a folder, with forward slashes, in a fixed order. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
}
