/** Code as text: what stands in an editor's place before there is one, and without JavaScript for ever. */
import type { CSSProperties } from 'react'
import { classes } from '../primitives/classes.ts'

/** A piece of a line with the classes of its colour; '' for none. */
export interface Piece {
  text: string
  classes: string
}

/** From so many lines on they are numbered, here and in the editor. */
export const numberedFrom = 6
/** More lines than this stand as one text: a page with ten thousand elements is slow. */
const mostLines = 400

/** Text without colours. */
export function StaticText({ source }: { source: string }) {
  const lines = source.split('\n')
  return lines.length > mostLines ? (
    source
  ) : (
    <CodeLines lines={lines.map((text) => [{ text, classes: '' }])} />
  )
}

/** Coloured lines; the box around them is code.css's. */
export function CodeLines({ lines }: { lines: readonly (readonly Piece[])[] }) {
  const digits = { '--digits': Math.max(2, String(lines.length).length) } as CSSProperties
  return (
    <code className={classes('code-lines', lines.length >= numberedFrom && 'code-numbered')} style={digits}>
      {placed(lines, () => 1).map(({ at: line, item: pieces }) => (
        <span key={line} className="code-line">
          {placed(pieces, (piece) => piece.text.length).map(({ at, item: piece }) =>
            piece.classes === '' ? (
              piece.text
            ) : (
              <span key={at} className={piece.classes}>
                {piece.text}
              </span>
            ),
          )}
          {'\n'}
        </span>
      ))}
    </code>
  )
}

/** Items with the place where each begins, which is their key: static text never moves. */
function placed<T>(items: readonly T[], length: (item: T) => number): { at: number; item: T }[] {
  let next = 0
  return items.map((item) => {
    const at = next
    next += length(item)
    return { at, item }
  })
}
