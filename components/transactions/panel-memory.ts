/** What the reader has chosen for the panel, as this browser remembers it. */

/** In pixels: the sessions' names and states have room; the text has, too. */
export const narrowest = 272
export const widest = 800

export interface PanelMemory {
  /** Null: nothing has been chosen. */
  read(): { folded: boolean | null; width: number | null }
  writeFolded(folded: boolean): void
  writeWidth(width: number | null): void
}

/** One choice for all lessons that start with the panel open, another for those that start with it folded. */
export function browserMemory(starts: 'open' | 'folded'): PanelMemory {
  const foldedKey = `panel-${starts}`
  const widthKey = 'panel-width'
  return {
    read() {
      const folded = get(foldedKey)
      const width = Number(get(widthKey) ?? Number.NaN)
      return { folded: folded === null ? null : folded === 'folded', width: width > 0 ? width : null }
    },
    writeFolded: (folded) => set(foldedKey, folded ? 'folded' : 'open'),
    writeWidth: (width) => set(widthKey, width === null ? null : String(width)),
  }
}

/** Where storage is refused, a choice holds until the page is left. */
function get(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function set(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Not remembered, but shown.
  }
}
