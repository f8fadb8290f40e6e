/** Modes of table locks: which of them exclude each other, and what that means. PostgreSQL manual, Table 13.2. */

interface Mode {
  /** Of a lock that is held: what others may do. */
  meaning: string
  /** Modes that must wait for it. */
  excludes: readonly string[]
}

const all = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
] as const

const modes: Readonly<Record<(typeof all)[number], Mode>> = {
  AccessShareLock: { meaning: 'others may read and write; DROP TABLE must wait', excludes: all.slice(7) },
  RowShareLock: { meaning: 'others may read and write; DROP TABLE must wait', excludes: all.slice(6) },
  RowExclusiveLock: { meaning: 'others may read and write; CREATE INDEX must wait', excludes: all.slice(4) },
  ShareUpdateExclusiveLock: {
    meaning: 'others may read and write; VACUUM must wait',
    excludes: all.slice(3),
  },
  ShareLock: {
    meaning: 'others may read; who writes must wait',
    excludes: all.slice(2).filter((mode) => mode !== 'ShareLock'),
  },
  ShareRowExclusiveLock: { meaning: 'others may read; who writes must wait', excludes: all.slice(2) },
  ExclusiveLock: { meaning: 'others may only read', excludes: all.slice(1) },
  AccessExclusiveLock: { meaning: 'even who reads must wait', excludes: all },
}

/** What a lock that is held on a table keeps others from; empty for a mode that is not PostgreSQL's. */
export function keepsOutText(mode: string): string {
  return known(mode)?.meaning ?? ''
}

/** Whether who wants the one must wait while the other is held. */
export function excludeEachOther(held: string, wanted: string): boolean {
  return known(held)?.excludes.includes(wanted) ?? false
}

function known(mode: string): Mode | undefined {
  return Object.entries(modes).find(([name]) => name === mode)?.[1]
}
