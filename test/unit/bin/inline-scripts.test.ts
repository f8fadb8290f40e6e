import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { forbiddenByPolicy, moveInlineScripts } from '../../../bin/export/inline-scripts.ts'

function fileOf(text: string): string {
  return `_next/static/inline/${createHash('sha256').update(text).digest('hex').slice(0, 16)}.js`
}

describe('moving inline scripts', () => {
  it('puts each in a file, in its place, neither async nor deferred, with its attributes', () => {
    const { html, scripts } = moveInlineScripts(
      '<p>a<script id="_R_">one()</script>b<script>two()</script>c',
      '',
    )
    expect(html).toBe(
      `<p>a<script id="_R_" src="/${fileOf('one()')}"></script>b<script src="/${fileOf('two()')}"></script>c`,
    )
    expect([...scripts]).toEqual([
      [fileOf('one()'), 'one()'],
      [fileOf('two()'), 'two()'],
    ])
  })

  it('makes one file of neighbours, which costs one request', () => {
    const { html, scripts } = moveInlineScripts(
      '<script>one()</script>\n<script>two()</script>',
      '/some/path',
    )
    const text = 'one()\n;\ntwo()'
    expect(html).toBe(`<script src="/some/path/${fileOf(text)}"></script>`)
    expect([...scripts.values()]).toEqual([text])
  })

  it('gives the same text on two pages the same file', () => {
    const [first, second] = ['<b>1</b>', '<i>2</i>'].map((rest) =>
      moveInlineScripts(`<script>x</script>${rest}`, ''),
    )
    expect([...(first?.scripts ?? [])]).toEqual([...(second?.scripts ?? [])])
  })

  it.each([
    ['files', '<script src="/a.js" async></script>'],
    ['data blocks', '<script type="application/json">{"a":1}</script>'],
    ['comments', '<!-- <script>x</script> -->'],
    ['attributes', '<p title="&lt;script>x&lt;/script>"><a title="<script>x</script>">t</a></p>'],
    ['text of a textarea', '<textarea><script>x</script></textarea>'],
  ])('leaves %s alone', (_what, html) => {
    expect(moveInlineScripts(html, '')).toEqual({ html, scripts: new Map() })
  })
})

describe('what the policy forbids', () => {
  it('is nothing in a page whose scripts are files', () => {
    expect(forbiddenByPolicy('<script src="/a.js"></script><a href="/x" style="color:red">x</a>')).toEqual([])
  })

  it.each([
    ['<script>x</script>', 'an inline <script>'],
    ['<template><script>x</script></template>', 'an inline <script>'],
    ['<script type="importmap">{}</script>', 'an inline <script>'],
    ['<p onclick="x()">', 'onclick of a <p>'],
    ['<a href=" JavaScript:x()">x</a>', 'a javascript: address in href of a <a>'],
    ['<base href="/x">', 'a <base>'],
  ])('finds %s', (html, problem) => {
    expect(forbiddenByPolicy(html)).toEqual([problem])
  })

  it('finds what moving cannot move', () => {
    const { html } = moveInlineScripts('<script>x</script><script type="importmap">{}</script>', '')
    expect(forbiddenByPolicy(html)).toEqual(['an inline <script>'])
  })
})
