/** Where `npm run prepare` has put what it made; Node only. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The project's folder, seen from the sources or from a bundle in `build/bin`: the one that holds `file`, which
 * `npm run prepare` makes. Throws when it is nowhere.
 */
export function projectRoot(file: string): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, file))) return folder
    if (folder === dirname(folder))
      throw new Error(
        `the project is not prepared: ${file} is missing; run \`npm install\` in the project folder`,
      )
  }
}
