/** How the panel stands: folded or open, how wide, which tab, what lights up. Knows nothing of React. */
import type { PanelTarget } from '../../lib/lesson/panel-target.ts'
import { narrowest, type PanelMemory, widest } from './panel-memory.ts'

/** What stands below the timeline. */
export type PanelTab = 'changes' | 'sees' | 'locks' | 'history'

export interface PanelState {
  /** Null: as the lesson has it, until its reader folds or unfolds it. */
  folded: boolean | null
  /** In pixels; null: as the page is made, until somebody drags it. */
  width: number | null
  tab: PanelTab
  /** Of a narrow page: whether the sheet is up. */
  sheet: boolean
  /** What a link of the text points at. `times` tells two presses of one link apart. */
  lit: { target: PanelTarget; times: number } | null
}

export class PanelStore {
  readonly #listeners = new Set<() => void>()
  readonly #memory: PanelMemory
  #state: PanelState = { folded: null, width: null, tab: 'changes', sheet: false, lit: null }

  constructor(memory: PanelMemory) {
    this.#memory = memory
  }

  getState = (): PanelState => this.#state

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Takes up what was chosen at an earlier visit, once the page is alive. */
  recall(): void {
    const { folded, width } = this.#memory.read()
    this.#set({ folded, width: width === null ? null : within(width) })
  }

  fold(folded: boolean): void {
    this.#set({ folded })
    this.#memory.writeFolded(folded)
  }

  /** In pixels. Null: as the page is made. */
  resize(width: number | null): void {
    const kept = width === null ? null : within(width)
    this.#set({ width: kept })
    this.#memory.writeWidth(kept)
  }

  showTab(tab: PanelTab): void {
    this.#set({ tab })
  }

  showSheet(sheet: boolean): void {
    this.#set({ sheet })
  }

  /** Opens what the target stands in, and lights it up. What one was shown by a link is not remembered as a choice. */
  light(target: PanelTarget, { narrow }: { narrow: boolean }): void {
    const { tab, lit, sheet, folded } = this.#state
    this.#set({
      folded: narrow ? folded : false,
      sheet: narrow || sheet,
      tab: tabOf(target) ?? tab,
      lit: { target, times: (lit?.times ?? 0) + 1 },
    })
  }

  putOut(): void {
    this.#set({ lit: null })
  }

  #set(change: Partial<PanelState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

function within(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)))
}

function tabOf({ part }: PanelTarget): PanelTab | null {
  return part === 'changes' || part === 'sees' || part === 'locks' || part === 'history' ? part : null
}
