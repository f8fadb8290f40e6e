/** What is read from pg_control. Source: PostgreSQL's catalog/pg_control.h (ControlFileData). */
import { BLOCK_SIZE } from './layout.ts'
import type { Store } from './store.ts'
import { REDO_AT } from './wal-progress.ts'

/** The LSN at which recovery would begin; right after a recovery, that at which it has ended. */
export function lastRedo(store: Store): number {
  const folder = store.lookup(store.root, 'global')
  const inode = folder && store.lookup(folder, 'pg_control')
  const bytes = new Uint8Array(BLOCK_SIZE)
  if (!inode || store.read(inode, bytes, 0, bytes.length, 0) < REDO_AT + 8)
    throw new Error('the cluster has no pg_control')
  return Number(new DataView(bytes.buffer).getBigUint64(REDO_AT, true))
}
