/** What a finished site says about its own build. It lies in the site, so that whatever replaces the site removes it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Stamp {
  /** Digest of the sources that the site was built from. */
  digest: string
  /** The sub-path that it was built for: '' or '/some/path'. */
  basePath: string
}

const fileName = '.built.json'

/** The site's stamp; null when there is no finished site in the folder. */
export function readStamp(folder: string): Stamp | null {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, fileName), 'utf8'))
    return isStamp(value) ? value : null
  } catch {
    // No file, or one that was cut short: the site was not finished.
    return null
  }
}

/** Marks the site as finished; the last step of a build. */
export function writeStamp(folder: string, stamp: Stamp): void {
  writeFileSync(join(folder, fileName), `${JSON.stringify(stamp)}\n`)
}

function isStamp(value: unknown): value is Stamp {
  return (
    typeof value === 'object' &&
    value !== null &&
    'digest' in value &&
    typeof value.digest === 'string' &&
    'basePath' in value &&
    typeof value.basePath === 'string'
  )
}
