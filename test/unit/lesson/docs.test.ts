/** The authors' guide says what the code does. `UPDATE=1 npx vitest run test/unit/lesson` rewrites what is made from it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { attributeTable } from '../../../lib/lesson/attribute-table.ts'
import { namedPatterns } from '../../../lib/lesson/compare/line-pattern.ts'
import { formatDiagnostic } from '../../../lib/lesson/diagnostic.ts'
import { panelFragments } from '../../../lib/lesson/panel-target.ts'
import { parseLesson } from '../../../lib/lesson/parse.ts'
import { diagnosticsPage } from './diagnostics-page.ts'

const folder = join(import.meta.dirname, '../../../docs')

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8')
}

test('diagnostics.md lists every rule', () => {
  if (process.env.UPDATE) writeFileSync(join(folder, 'diagnostics.md'), diagnosticsPage())
  expect(read('diagnostics.md')).toBe(diagnosticsPage())
})

test('writing-lessons.md has a row for every attribute, pattern and part of the panel, and no other', () => {
  const rows = [...read('writing-lessons.md').matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(
    ([, name, about]) => [name, about],
  )
  const attributes = Object.values(attributeTable).map(({ written, about }) => [written, about])
  const patterns = Object.entries(namedPatterns).map(([name, { about }]) => [`{{${name}}}`, about])
  const parts = Object.entries(panelFragments).map(([name, about]) => [`#${name}`, about])
  const all = [...attributes, ...patterns, ...parts]
  expect(rows).toEqual(expect.arrayContaining(all))
  const names = rows
    .map(([name]) => name)
    .filter((name) => /^\{\{[a-z]/.test(name ?? '') || !/^[{…]/.test(name ?? ''))
  expect(names.toSorted()).toEqual(all.map(([name]) => name).toSorted())
})

test('the examples in writing-lessons.md are lessons', () => {
  const examples = Array.from(read('writing-lessons.md').matchAll(/^`````markdown\n(.*?)^`````$/gms))
  expect(examples.length).toBeGreaterThan(1)
  for (const [, example = ''] of examples) {
    const { lesson, diagnostics } = parseLesson('example.md', example)
    expect(diagnostics.map(formatDiagnostic)).toEqual([])
    expect(lesson?.cells.length).toBeGreaterThan(1)
  }
})
