'use client'
/** The panel of a narrow page: a sheet over it, with the same parts in the same order. */
import { Dialog } from '../primitives/dialog.tsx'
import { PanelBody } from './panel-body.tsx'
import { PastLine } from './past-line.tsx'

/** `onClose` must have taken it away when it returns, so that the focus can go to a cell. */
export function PanelSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Transactions" place="sheet" onClose={onClose}>
      {/* However far one has scrolled: what is shown is not what is so. */}
      <div className="sticky top-0 z-5 bg-raised">
        <PastLine />
      </div>
      <PanelBody form="columns" onLeave={onClose} />
    </Dialog>
  )
}
