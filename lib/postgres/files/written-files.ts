/**
 * Which files this backend has made, written or cut. At its next CHECKPOINT it will sync each of them, and PostgreSQL takes it for a
 * PANIC when one has vanished: on a real server the checkpointer would have been told to forget it, here only the backend
 * that dropped the table was told (storage/sync/sync.c, ProcessSyncRequests).
 */
export class WrittenFiles {
  private readonly files = new Set<string>()
  private readonly folders = new Set<string>()

  add(path: string): void {
    this.files.add(path)
    this.folders.add(path.slice(0, path.lastIndexOf('/')))
  }

  /** This backend has unlinked it by itself; its request to sync it is forgotten, too. */
  forget(path: string): void {
    this.files.delete(path)
  }

  hasFile(path: string): boolean {
    return this.files.has(path)
  }

  /** Whether a written file lies (or lay) in this folder. */
  hasFolder(path: string): boolean {
    return this.folders.has(path)
  }
}
