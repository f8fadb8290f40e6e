/** Chapters of PostgreSQL's manual, version 18, to which explanations lead. */
import type { ManualChapter } from './explanation.ts'

const base = 'https://www.postgresql.org/docs/18/'

export const manual = {
  transactions: { title: '3.4. Transactions', url: `${base}tutorial-transactions.html` },
  concurrency: { title: '13.1. Introduction (Concurrency Control)', url: `${base}mvcc-intro.html` },
  isolation: { title: '13.2. Transaction Isolation', url: `${base}transaction-iso.html` },
  readCommitted: {
    title: '13.2.1. Read Committed Isolation Level',
    url: `${base}transaction-iso.html#XACT-READ-COMMITTED`,
  },
  locking: { title: '13.3. Explicit Locking', url: `${base}explicit-locking.html` },
  rowLocks: { title: '13.3.2. Row-Level Locks', url: `${base}explicit-locking.html#LOCKING-ROWS` },
  deadlocks: { title: '13.3.4. Deadlocks', url: `${base}explicit-locking.html#LOCKING-DEADLOCKS` },
  serialization: {
    title: '13.5. Serialization Failure Handling',
    url: `${base}mvcc-serialization-failure-handling.html`,
  },
  caveats: { title: '13.6. Caveats', url: `${base}mvcc-caveats.html` },
  savepoint: { title: 'SAVEPOINT', url: `${base}sql-savepoint.html` },
  rollbackTo: { title: 'ROLLBACK TO SAVEPOINT', url: `${base}sql-rollback-to.html` },
  rollback: { title: 'ROLLBACK', url: `${base}sql-rollback.html` },
  errors: { title: 'Appendix A. PostgreSQL Error Codes', url: `${base}errcodes-appendix.html` },
  log: { title: '28.3. Write-Ahead Logging (WAL)', url: `${base}wal-intro.html` },
} as const satisfies Record<string, ManualChapter>
