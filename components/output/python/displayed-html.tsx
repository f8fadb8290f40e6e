'use client'
/** HTML of an object's `_repr_html_`: only what is on the list, as elements; no script, style, form or frame gets here. */
import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import { useMemo } from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import { Scroller } from '../../primitives/scroller.tsx'
import { safeHtml } from './safe-html.ts'

/** `text` is what is shown where nothing is left of it. */
export function DisplayedHtml({ html, text }: { html: string; text: string }) {
  const tree = useMemo(() => safeHtml(html), [html])
  return (
    <Scroller label="Value" role="group" className="displayed overflow-x-auto">
      {tree.children.length === 0 ? text : toJsxRuntime(tree, { Fragment, jsx, jsxs })}
    </Scroller>
  )
}
