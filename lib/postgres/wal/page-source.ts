/** What the decoder asks of the cluster's files: catalogues are read from pages once, then followed by their WAL. */

/** Reads below SQL and PostgreSQL's locks. Bytes are copies: they do not change any more. */
export interface PageSource {
  /**
   * All 8 kB pages of a relation's main fork, from shared buffers where they are newer, else from the file; empty if
   * there is no such file. Tablespace 1663 is pg_default, 1664 pg_global (database 0).
   */
  relation(tablespace: number, database: number, file: number): Uint8Array[]
  /** pg_filenode.map of a database, or of what all databases share (0): access/relmapper.h, RelMapFile. */
  map(database: number): Uint8Array
  /**
   * A segment of pg_xact (its file's name as a number): two bits for each of 1,048,576 transactions; null if there is no
   * such file. Asked for transactions from before the journal's start only, so what is in the file is enough.
   */
  transactions(segment: number): Uint8Array | null
}
