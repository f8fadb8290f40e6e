/**
 * With which settings every backend is started. All must have the same, so that shared memory has the same layout.
 * Small, because what a switch between backends costs is the size of shared memory; everything that changes what a
 * statement means or how it is planned stays at PostgreSQL's own default.
 */

/** What this build lacks: processes besides the backends. */
const NO_WORKERS = {
  max_worker_processes: '0',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  io_method: 'sync',
  io_max_concurrency: '1',
  autovacuum_worker_slots: '1',
  max_wal_senders: '0',
  max_replication_slots: '0',
}

const SMALL_SHARED_MEMORY = {
  transaction_buffers: '16',
  multixact_member_buffers: '16',
  multixact_offset_buffers: '16',
  notify_buffers: '16',
  serializable_buffers: '16',
  subtransaction_buffers: '16',
  commit_timestamp_buffers: '16',
  wal_buffers: '32kB',
  min_dynamic_shared_memory: '8MB',
  max_locks_per_transaction: '64',
  max_pred_locks_per_transaction: '64',
  track_activity_query_size: '256',
}

const FILES = {
  min_wal_size: '2MB',
  max_wal_size: '16MB',
}

/**
 * What the journal needs: old rows and top-level transactions in the records, and WAL that outlives a checkpoint a while.
 * It is so without a journal, too: what a lesson shows of the WAL must not depend on who looks.
 */
const JOURNAL = {
  wal_level: 'logical',
  wal_keep_size: '16MB',
}

/** Arguments for PostgreSQL's single-user entry; the first word must be `--single`. */
export function startArguments(maxConnections: number, sharedBuffers: string): string[] {
  const settings = Object.entries({
    ...NO_WORKERS,
    ...SMALL_SHARED_MEMORY,
    max_connections: String(maxConnections),
    shared_buffers: sharedBuffers,
    ...FILES,
    ...JOURNAL,
  })
  return ['--single', '-j', ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}
