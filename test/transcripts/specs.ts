/** The specs and the transcripts that are expected of them: two files each, side by side. */
import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('specs/', import.meta.url))

/** Their names, without `.spec`. */
export const specNames = namesOf('.spec')

/** Transcripts that no spec stands beside. */
export const orphans = namesOf('.out').filter((name) => !specNames.includes(name))

export function readSpec(name: string): Promise<string> {
  return readFile(join(folder, `${name}.spec`), 'utf8')
}

/** The transcript as PostgreSQL gave it; empty when there is none yet, which no transcript is. */
export async function readExpected(name: string): Promise<string> {
  try {
    return await readFile(join(folder, `${name}.out`), 'utf8')
  } catch {
    // Not there: what is compared with it fails, and shows what was missing.
    return ''
  }
}

export function writeExpected(name: string, transcript: string): Promise<void> {
  return writeFile(join(folder, `${name}.out`), transcript)
}

function namesOf(extension: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(extension))
    .map((file) => file.slice(0, -extension.length))
    .sort()
}
