import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { digestOfSources } from '../../../bin/build/digest.ts'
import { readStamp, writeStamp } from '../../../bin/build/stamp.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'digest-'))
  await put('lessons/one.md', '# One')
})
afterEach(() => rm(root, { recursive: true }))

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), text)
}

it.each([
  ['a lesson', 'lessons/one.md', true],
  ['a new file', 'app/page.tsx', true],
  ['a new folder at the top', 'content/x.md', true],
  ['a folder called test inside of lib', 'lib/test/x.ts', true],
  ['a test', 'test/unit/x.test.ts', false],
  ['what was built', 'out/index.html', false],
  ['the README', 'README.md', false],
])('after a change of %s (%s) a site is built anew: %s', async (_what, path, changes) => {
  const before = await digestOfSources(root, {})
  await put(path, 'changed')
  expect((await digestOfSources(root, {})) !== before).toBe(changes)
})

it('lessons elsewhere count in place of ours', async () => {
  const elsewhere = join(root, 'build', 'mine')
  await put('build/mine/one.md', '# One')
  const before = await digestOfSources(root, {}, elsewhere)
  await put('lessons/one.md', 'changed')
  expect(await digestOfSources(root, {}, elsewhere)).toBe(before)
  await put('build/mine/stock.csv', '1,2')
  expect(await digestOfSources(root, {}, elsewhere)).not.toBe(before)
})

it('after a change of the settings a site is built anew', async () => {
  expect(await digestOfSources(root, { BASE_PATH: '' })).not.toBe(
    await digestOfSources(root, { BASE_PATH: '/x' }),
  )
})

it('a site has a stamp once it is finished', async () => {
  expect(readStamp(root)).toBeNull()
  writeStamp(root, { digest: 'abc', basePath: '/x' })
  expect(readStamp(root)).toEqual({ digest: 'abc', basePath: '/x' })
})

it('a stamp that was cut short is none', async () => {
  await put('.built.json', '{"digest":"ab')
  expect(readStamp(root)).toBeNull()
})
