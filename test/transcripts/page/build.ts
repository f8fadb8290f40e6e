/** Builds a site of one page, page.ts, with our server in it. */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bundle, bundleServerWorkers } from '../../../bin/bench/build-pages.ts'

const html =
  '<!doctype html><meta charset="utf-8"><title>Transcripts</title><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>\n'

/** Makes it in `folder`; `root` is the project's folder, prepared. */
export async function buildPage(root: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const page = join(root, 'test', 'transcripts', 'page', 'page.ts')
  await Promise.all([
    bundle({ entryPoints: [page], format: 'esm', outfile: join(folder, 'page.js') }),
    bundleServerWorkers(root, folder),
    cp(join(root, 'public', 'engine'), join(folder, 'engine'), { recursive: true }),
    writeFile(join(folder, 'index.html'), html),
  ])
}
