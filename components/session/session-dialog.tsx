'use client'
/** The list of sessions over the page: from the bar at the foot of a narrow one, or from a prompt in the bar at the top. */
import { Dialog, type DialogProps } from '../primitives/dialog.tsx'
import { SessionList } from './session-list.tsx'

/** `onClose` must have taken it away when it returns, so that the focus can go to a cell. */
export function SessionDialog({ place, onClose }: Pick<DialogProps, 'place' | 'onClose'>) {
  return (
    <Dialog title="Sessions" {...(place ? { place } : {})} onClose={onClose}>
      <SessionList onLeave={onClose} />
    </Dialog>
  )
}
