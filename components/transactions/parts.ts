/** The parts of the panel below the sessions, each loaded when it is first shown. */
import type { ComponentType } from 'react'
import { later } from '../primitives/later.ts'
import type { PanelTab } from './panel-store.ts'

export interface PanelTabPart {
  tab: PanelTab
  /** On the tab. */
  title: string
  Part: ComponentType
}

/** In their order. */
export const tabParts: readonly PanelTabPart[] = [
  {
    tab: 'changes',
    title: 'Changes',
    Part: later(() => import('./changes/changes.tsx').then((module) => module.Changes)),
  },
  {
    tab: 'sees',
    title: 'Who sees what',
    Part: later(() => import('./sight/sight.tsx').then((module) => module.Sight)),
  },
  {
    tab: 'locks',
    title: 'Locks',
    Part: later(() => import('./locks/locks.tsx').then((module) => module.Locks)),
  },
  {
    tab: 'history',
    title: 'History',
    Part: later(() => import('./history/history.tsx').then((module) => module.History)),
  },
]
