'use client'
/** What asks for an answer, or shows what has no room: over the page, with the focus inside. Escape closes it. */
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button } from './button.tsx'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'

const places = {
  /** In the middle of the page. */
  middle: 'm-auto w-full max-w-105 rounded-frame max-sm:max-w-[calc(100vw-2rem)]',
  /** From the bottom edge, by the thumb. */
  sheet: 'mx-0 mt-auto mb-0 max-h-[82dvh] w-full max-w-none rounded-t-frame border-x-0 border-b-0',
} as const

export interface DialogProps {
  /** Its heading and its name. */
  title: string
  place?: keyof typeof places
  onClose: () => void
  children: ReactNode
}

/** Open as long as it is drawn. The browser keeps the focus inside and gives it back. */
export function Dialog({ title, place = 'middle', onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    // Who is asked to write can write at once; else the browser's choice holds, the first button.
    element?.querySelector('input')?.focus()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onClose={onClose}
      onPointerDown={(event) => event.target === event.currentTarget && dialog.current?.close()}
      className={classes(
        'overflow-y-auto border border-line-strong bg-raised p-0 text-ink text-ui shadow-float backdrop:bg-shade',
        places[place],
      )}
    >
      <div className="flex items-center gap-2 border-line border-b py-2 ps-5 pe-2">
        <h2 id={heading} className="flex-1 font-semibold text-h3">
          {title}
        </h2>
        <Button look="quiet" size="icon" aria-label="Close" onClick={() => dialog.current?.close()}>
          <Icon of={X} size={16} />
        </Button>
      </div>
      {children}
    </dialog>
  )
}
