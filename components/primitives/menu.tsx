'use client'
/** A button that opens a list of actions; arrow keys move, Escape closes and gives the focus back. */
import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { Button } from './button.tsx'
import { classes } from './classes.ts'

export interface MenuProps extends Omit<ComponentProps<typeof Button>, 'children'> {
  /** What the button shows. */
  trigger: ReactNode
  /** Name of the list. */
  label: string
  /** MenuItem, MenuChoice, MenuSession, MenuLabel, MenuRule. */
  children: ReactNode
  /** The edge of the button that the list begins at. */
  align?: keyof typeof edges
}

const edges = { start: 'start-0', end: 'end-0' } as const

const items = '[role^="menuitem"]:not(:disabled)'

/** Follows the ARIA authoring practices for a menu button. */
export function Menu({ trigger, label, children, align = 'end', className, ...button }: MenuProps) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  useCloseOutside(root, open, () => setOpen(false))

  useEffect(() => {
    if (open) list.current?.querySelector<HTMLElement>(items)?.focus()
  }, [open])

  const close = () => {
    setOpen(false)
    root.current?.querySelector('button')?.focus()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const all = [...(list.current?.querySelectorAll<HTMLElement>(items) ?? [])]
    const at = all.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (event.key === 'Escape') close()
    else if (event.key === 'Tab') setOpen(false)
    else if (to !== undefined) all.at(to % all.length)?.focus()
    else return
    if (event.key !== 'Tab') event.preventDefault()
  }

  return (
    <div ref={root} className={classes('relative', className)}>
      <Button
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        }}
        {...button}
      >
        {trigger}
      </Button>
      {open && (
        <div
          ref={list}
          id={id}
          role="menu"
          aria-label={label}
          tabIndex={-1}
          onKeyDown={onKeyDown}
          onClick={(event) => event.target instanceof Element && event.target.closest(items) && close()}
          className={classes(
            edges[align],
            'absolute top-full z-30 mt-1.5 w-max min-w-56 max-w-[calc(100vw-2rem)] rounded-frame border border-line-strong bg-raised p-1.5 text-ui shadow-float',
          )}
        >
          {children}
        </div>
      )}
    </div>
  )
}

function useCloseOutside(root: RefObject<HTMLElement | null>, open: boolean, close: () => void) {
  useEffect(() => {
    if (!open) return
    const onPointerDown = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) close()
    }
    document.addEventListener('pointerdown', onPointerDown)
    return () => document.removeEventListener('pointerdown', onPointerDown)
  })
}
