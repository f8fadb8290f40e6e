/** The value of a cell's last line, or what was displayed: its repr, or the richer form that it has. */
import { Suspense } from 'react'
import type { PythonOutput } from '../../../lib/python/kernel.ts'
import { later } from '../../primitives/later.ts'
import { TextOutput } from '../text-output.tsx'
import { DisplayedPicture } from './displayed-picture.tsx'

/** With it come a parser and a sanitiser. */
const DisplayedHtml = later(
  () => import('./displayed-html.tsx').then((module) => module.DisplayedHtml),
  'Python',
)

type Display = Extract<PythonOutput, { kind: 'display' }>

export function DisplayOutput({ output: { text, html, image } }: { output: Display }) {
  if (image) return <DisplayedPicture image={image} text={text} />
  const plain = <TextOutput label="Value" text={text} wrap />
  if (html === undefined) return plain
  return (
    <Suspense fallback={plain}>
      <DisplayedHtml html={html} text={text} />
    </Suspense>
  )
}
