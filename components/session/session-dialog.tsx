'use client'
/** The list of sessions over the page: from a prompt in the bar at the top. */
import { Dialog } from '../primitives/dialog.tsx'
import { PanelSessions } from '../transactions/sessions/panel-sessions.tsx'

/** `onClose` must have taken it away when it returns, so that the focus can go to a cell. */
export function SessionDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Sessions" onClose={onClose}>
      <PanelSessions onLeave={onClose} />
    </Dialog>
  )
}
