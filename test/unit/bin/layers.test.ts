/** The lint rules of biome.json hold the layers apart: a planted import in the wrong direction is found. */
import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

const wrong = [
  ['lib/lesson/x.ts', '../../components/cell/cell.tsx'],
  ['lib/lesson/rules/x.ts', '../../notebook/model.ts'],
  ['lib/lesson/x.ts', '../postgres/host/node.ts'],
  ['lib/lesson/x.ts', 'node:fs'],
  ['lib/lesson/node.ts', '../postgres/client/server.ts'],
  ['lib/notebook/x.ts', 'react'],
  ['lib/notebook/x.ts', '../postgres/protocol/decoder.ts'],
  ['lib/notebook/deep/x.ts', '../../lesson/parse.ts'],
  ['lib/notebook/x.ts', '../../app/page.tsx'],
  ['lib/notebook/x.ts', '../python/host/web.ts'],
  ['lib/lesson/x.ts', '../python/kernel.ts'],
  ['lib/transactions/x.ts', '../python/kernel.ts'],
  ['components/cell/x.tsx', '../../lib/python/host/web.ts'],
  ['lib/transactions/x.ts', '../notebook/model.ts'],
  ['lib/transactions/views/x.ts', '../../postgres/client/server.ts'],
  ['lib/transactions/x.ts', '../postgres/wal/decoder.ts'],
  ['lib/transactions/x.ts', 'react'],
  ['lib/python/host/x.ts', '../../postgres/host/node.ts'],
  ['lib/python/worker/x.ts', '../../notebook/model.ts'],
  ['lib/postgres/client/x.ts', '../backend/control.ts'],
  ['lib/postgres/protocol/x.ts', '../client/outcome.ts'],
  ['lib/postgres/script/x.ts', '../client/server.ts'],
  ['lib/postgres/host/x.ts', '../../lesson/lesson.ts'],
  ['lib/postgres/host/x.ts', '../../../bin/command.ts'],
  ['components/cell/x.tsx', '../../app/layout.tsx'],
  ['components/cell/x.tsx', '../../lib/postgres/backend/boot.ts'],
  ['components/cell/x.tsx', '../../bin/command.ts'],
  ['app/x.tsx', '../test/unit/helper.ts'],
  ['bin/serve/x.ts', '../../app/page.tsx'],
] as const

const right = [
  ['lib/lesson/y.ts', '../postgres/client/outcome.ts'],
  ['lib/lesson/node.ts', 'node:fs/promises'],
  ['lib/notebook/y.ts', '../postgres/client/outcome.ts'],
  ['lib/notebook/y.ts', '../postgres/protocol/error-fields.ts'],
  ['lib/notebook/y.ts', '../lesson/lesson.ts'],
  ['lib/notebook/y.ts', '../python/kernel.ts'],
  ['lib/transactions/y.ts', '../postgres/client/journal.ts'],
  ['lib/transactions/y.ts', '../postgres/client/waits.ts'],
  ['lib/transactions/y.ts', '../postgres/protocol/error-fields.ts'],
  ['components/transactions/y.tsx', '../../lib/transactions/views/changes-view.ts'],
  ['lib/python/host/y.ts', '../../postgres/client/server.ts'],
  ['lib/python/host/y.ts', 'node:worker_threads'],
  ['lib/postgres/script/y.ts', '../client/outcome.ts'],
  ['lib/postgres/host/y.ts', 'node:worker_threads'],
  ['components/cell/y.tsx', '../../lib/notebook/model.ts'],
  ['components/output/y.tsx', '../../lib/python/kernel.ts'],
  ['components/output/y.tsx', './python/stream-output.tsx'],
  ['components/cell/y.tsx', '../../lib/postgres/client/server.ts'],
  ['app/y.tsx', '../lib/postgres/host/host.ts'],
  ['bin/serve/y.ts', '../../lib/lesson/parse.ts'],
] as const

let folder: string
/** `file: import` of everything that Biome reported. */
let reported: string[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layers-'))
  await copyFile('biome.json', join(folder, 'biome.json'))
  const sources = new Map<string, string>()
  for (const [file, specifier] of [...wrong, ...right]) {
    sources.set(file, `${sources.get(file) ?? ''}import '${specifier}'\n`)
  }
  for (const [file, text] of sources) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  const report = await lint(folder)
  reported = [...report.matchAll(/noRestrictedImports,file=([^,]+),line=(\d+)/g)].map(
    ([, path = '', line]) => {
      const file = path.slice(path.indexOf(folder) === 0 ? folder.length + 1 : 0)
      const specifier = sources.get(file)?.split('\n')[Number(line) - 1]?.slice("import '".length, -1)
      return `${file}: ${specifier}`
    },
  )
})

afterAll(() => rm(folder, { recursive: true }))

/** What Biome says, one problem a line. It exits with 1 when there are any. */
function lint(directory: string): Promise<string> {
  const biome = resolve('node_modules/@biomejs/biome/bin/biome')
  const args = [biome, 'lint', '--only=noRestrictedImports', '--vcs-enabled=false', '--reporter=github']
  return new Promise((done) => {
    execFile(process.execPath, [...args, '--max-diagnostics=none'], { cwd: directory }, (_error, stdout) =>
      done(stdout),
    )
  })
}

it.each(wrong)('%s may not import %s', (file, specifier) => {
  expect(reported).toContain(`${file}: ${specifier}`)
})

it.each(right)('%s may import %s', (file, specifier) => {
  expect(reported).not.toContain(`${file}: ${specifier}`)
})
