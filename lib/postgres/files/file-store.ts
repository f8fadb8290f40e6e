/**
 * What the mount needs of a file store: the files of one cluster, shared by all its backends. Inodes and names are numbers
 * and Latin-1 strings; 0 is no inode. Every caller holds the run lock, so each call is atomic for the others.
 */
export interface FileStore {
  readonly root: number
  mode(inode: number): number
  isDirectory(inode: number): boolean
  /** Seconds since the epoch. */
  modified(inode: number): number
  setAttributes(inode: number, attributes: { mode?: number; modified?: number }): void
  /** Bytes. */
  size(inode: number): number
  /** Reads up to `length` bytes from `position`; answers how many there were. */
  read(inode: number, target: Uint8Array, offset: number, length: number, position: number): number
  /** Throws a FileError with ENOSPC when there is no space. */
  write(inode: number, source: Uint8Array, offset: number, length: number, position: number): void
  /** Cuts, or extends by zeros that have their space. */
  resize(inode: number, length: number): void
  /** PostgreSQL has dropped the table whose file this was; its name is kept until a checkpoint. */
  bury(inode: number): void

  lookup(parent: number, name: string): number
  create(parent: number, name: string, mode: number): number
  /** A file that has no name: it is gone when it is closed. */
  createNameless(mode: number): number
  /** Replaces what has the new name already. */
  rename(parent: number, name: string, newParent: number, newName: string): void
  unlink(parent: number, name: string): void
  removeDirectory(parent: number, name: string): void
  /** Names in a directory, in no order. */
  list(parent: number): string[]

  /** An unlinked file lives while it is open. */
  opened(inode: number): void
  closed(inode: number): void
  /** Closes what this backend has left open; it ends. */
  closeAll(): void

  /**
   * fsync: comes back when everything that any backend has written until now is as safe as this store makes it. The whole
   * store, not one file: each backend keeps its own list of files to sync (PostgreSQL's storage/sync, for want of a
   * checkpointer process), so a checkpoint knows nothing of what the others wrote; it does flush its WAL record before it
   * writes pg_control, and that must mean everything.
   */
  sync(): void
}
