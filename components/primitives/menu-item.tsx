'use client'
/** The entries of a menu: an action, a choice, a heading, a rule between. */
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import { SessionMark } from './session-mark.tsx'

const look =
  'focus-inset grid min-h-9 w-full cursor-pointer grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 rounded-control ' +
  'px-2.5 py-1.5 text-start pointer-coarse:min-h-11 hover:bg-accent-soft focus-visible:bg-accent-soft ' +
  'disabled:cursor-not-allowed disabled:bg-transparent disabled:text-ink-3'

export interface MenuItemProps {
  children: ReactNode
  /** A second line: what it does, and what it leaves alone. */
  note?: string
  /** The same by keyboard. */
  keys?: string
  disabled?: boolean
  onSelect: () => void
}

/** One action. */
export function MenuItem({ children, note, keys, disabled, onSelect }: MenuItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={look}
      disabled={disabled}
      onClick={onSelect}
    >
      <span>{children}</span>
      {keys !== undefined && <span className="text-ink-3 text-small">{keys}</span>}
      {note !== undefined && <small className="col-span-full text-ink-2 text-small">{note}</small>}
    </button>
  )
}

/** One of several, of which one holds. */
export function MenuChoice({
  children,
  chosen,
  onSelect,
}: {
  children: ReactNode
  chosen: boolean
  onSelect: () => void
}) {
  return (
    <button
      type="button"
      role="menuitemradio"
      aria-checked={chosen}
      tabIndex={-1}
      className={look}
      onClick={onSelect}
    >
      <span>{children}</span>
      {chosen && <Icon of={Check} />}
    </button>
  )
}

/** Heading of the entries below it. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <div role="presentation" className="px-2.5 pt-1 pb-0.5 font-semibold text-ink-2 text-small">
      {children}
    </div>
  )
}

/** A rule between groups. */
export function MenuRule() {
  return <hr className="my-1.5 border-line" />
}

/** A session, of which one is chosen: whose, how it is, and where it connects to. */
export function MenuSession({
  name,
  index,
  chosen,
  side,
  note,
  onSelect,
}: {
  name: string
  index: number
  chosen: boolean
  side: string
  note: string
  onSelect: () => void
}) {
  return (
    <button
      type="button"
      role="menuitemradio"
      aria-checked={chosen}
      tabIndex={-1}
      className={classes(look, chosen && 'bg-accent-soft')}
      onClick={onSelect}
    >
      <SessionMark name={name} index={index} />
      <span className="flex items-center gap-1.5 text-ink-2 text-small">
        {side}
        {chosen && <Icon of={Check} />}
      </span>
      <small className="col-span-full ps-7.75 text-ink-2 text-small">{note}</small>
    </button>
  )
}
