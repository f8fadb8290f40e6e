/** A lesson's text: the sanitised tree as elements of ours, with its cells where they stand. */
import type { Element, Root } from 'hast'
import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import type { ComponentType, ReactNode } from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import { CodeBlock } from './code-block.tsx'
import * as elements from './elements.tsx'

export interface ProseProps {
  body: Root
  /** Draws the cell that stands here. */
  cell: (id: string) => ReactNode
}

/** For the build: the tree itself is not sent to the page. */
export function Prose({ body, cell }: ProseProps) {
  return toJsxRuntime(body, {
    Fragment,
    jsx,
    jsxs,
    passNode: true,
    components: {
      h2: plain(elements.Heading2),
      h3: plain(elements.Heading3),
      h4: plain(elements.Heading4),
      h5: plain(elements.Heading4),
      h6: plain(elements.Heading4),
      p: plain(elements.Paragraph),
      a: plain(elements.Link),
      code: plain(elements.InlineCode),
      kbd: plain(elements.Keyboard),
      ul: plain(elements.BulletList),
      ol: plain(elements.NumberedList),
      li: plain(elements.ListItem),
      blockquote: plain(elements.Quotation),
      hr: plain(elements.Rule),
      details: plain(elements.Disclosure),
      summary: plain(elements.Summary),
      table: plain(elements.TextTable),
      th: plain(elements.TextTableHead),
      td: plain(elements.TextTableCell),
      div: plain(elements.Division),
      pre: ({ node }) => (node ? <CodeBlock pre={node} /> : null),
      'lesson-cell': ({ node }: { node?: Element }) => cell(String(node?.properties.cellId)),
    },
  })
}

/** Without the tree's node, which is for those that ask for it and never for the page. */
function plain<Props>(Part: ComponentType<Props>) {
  return ({ node: _, ...props }: Props & { node?: Element | undefined }) => (
    <Part {...(props as Props & {})} />
  )
}
