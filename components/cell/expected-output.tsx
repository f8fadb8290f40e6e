/** What the author got, folded: who has no JavaScript can read it, who is about to run the cell need not. */
import { ChevronRight } from 'lucide-react'
import { Icon } from '../primitives/icon.tsx'
import { Scroller } from '../primitives/scroller.tsx'
import { CellPart } from './cell-frame.tsx'

export function ExpectedOutput({ text, folded }: { text: string; folded: boolean }) {
  return (
    <CellPart place="expected" folded={folded}>
      <details className="group">
        <summary className="flex min-h-9 cursor-pointer items-center text-small pointer-coarse:min-h-11">
          <Icon
            of={ChevronRight}
            className="me-1.5 transition-transform duration-(--quick) group-open:rotate-90"
          />
          What it prints
        </summary>
        <Scroller label="What it prints" className="edge-shadows pb-3.5">
          <pre className="w-max text-code">
            <samp>{text}</samp>
          </pre>
        </Scroller>
      </details>
    </CellPart>
  )
}
