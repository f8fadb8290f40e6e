/**
 * Makes the snapshot: a small, vacuumed cluster as initdb makes it, shut down cleanly, as an image of the file store. Its
 * three databases are equal, as after initdb, so that their blocks are stored once.
 * Start-up from it needs no initdb and reads one WAL segment.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { dumpImage } from '../../lib/postgres/files/image.ts'
import { ImageBuilder } from '../../lib/postgres/files/image-builder.ts'
import { Store } from '../../lib/postgres/files/store.ts'

const START = ['--single', '-j', '-c', 'min_wal_size=2MB', '-c', 'max_wal_size=16MB', '-c', 'io_method=sync']
const NO_WORKERS = ['-c', 'max_worker_processes=0', '-c', 'max_parallel_maintenance_workers=0']
/** pg_control: state and the place of the last checkpoint. PostgreSQL's catalog/pg_control.h, ControlFileData. */
const control = { state: 16, checkPoint: 32, shutDown: 1 } as const
const SEGMENT_BYTES = 1 << 20
const PAGE_BYTES = 8192
/** Folders of template1, and of template0 and postgres: initdb has copied those from it, too. */
const TEMPLATE1 = '/base/1'
const COPIES = ['/base/4', '/base/5']
/** Made anew by PostgreSQL. */
const LEFT_OUT = /^(postmaster\.pid|pgstat\.stat|pg_internal\.init.*)$/

export async function makeSnapshot(): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'pg-snapshot-'))
  try {
    await makeCluster(join(folder, 'data'))
    return dumpImage(await readCluster(join(folder, 'data')))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function makeCluster(folder: string): Promise<void> {
  await inDatabase(folder, 'template1', [
    'VACUUM (FULL, FREEZE, ANALYZE)',
    // The others will be copies of this one: with its age.
    `UPDATE pg_database d SET datfrozenxid = t.datfrozenxid, datminmxid = t.datminmxid
       FROM pg_database t WHERE t.datname = 'template1' AND d.datname <> t.datname`,
    'VACUUM (FREEZE, ANALYZE) pg_database',
    'CHECKPOINT',
    'SELECT pg_switch_wal()',
    'CHECKPOINT',
  ])
}

async function inDatabase(folder: string, database: string, statements: readonly string[]): Promise<void> {
  const pglite = await PGlite.create({
    fs: new NodeFS(folder),
    database,
    initDbStartParams: ['--wal-segsize=1'],
    startParams: [...START, ...NO_WORKERS],
  })
  for (const statement of statements) await pglite.exec(statement)
  await pglite.close()
}

/** Of the WAL only the segment of the last checkpoint is kept, without what lies behind it. */
async function readCluster(folder: string): Promise<Store> {
  const pgControl = await readFile(join(folder, 'global', 'pg_control'))
  if (pgControl.readInt32LE(control.state) !== control.shutDown)
    throw new Error('the cluster of the snapshot was not shut down cleanly; PGlite has changed')
  const checkPoint = pgControl.readBigUInt64LE(control.checkPoint)
  const keptSegment = segmentName(checkPoint)
  const store = Store.create()
  const image = new ImageBuilder(store)
  for (const path of await pathsBelow(folder, 'isFile')) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const isSegment = /^[0-9A-F]{24}$/.test(name)
    if (LEFT_OUT.test(name) || (isSegment && name !== keptSegment)) continue
    if (isCopy(path)) continue
    const bytes = await readFile(join(folder, path))
    if (isSegment) bytes.fill(0, endOfPageAfter(Number(checkPoint) % SEGMENT_BYTES))
    for (const target of copiesOf(path)) image.putFile(target, bytes)
  }
  // Folders that are empty must be there, too.
  for (const path of await pathsBelow(folder, 'isDirectory')) store.makePath(path)
  return store
}

function isCopy(path: string): boolean {
  return COPIES.some((database) => path.startsWith(`${database}/`))
}

/** Where a file of template1 goes, too. */
function copiesOf(path: string): string[] {
  if (!path.startsWith(`${TEMPLATE1}/`)) return [path]
  return [TEMPLATE1, ...COPIES].map((database) => database + path.slice(TEMPLATE1.length))
}

function segmentName(lsn: bigint): string {
  const hex = (value: bigint) => value.toString(16).toUpperCase().padStart(8, '0')
  return `00000001${hex(lsn >> 32n)}${hex((lsn & 0xffffffffn) / BigInt(SEGMENT_BYTES))}`
}

/** The checkpoint record may run over into the next page. */
function endOfPageAfter(offset: number): number {
  return Math.min(SEGMENT_BYTES, (Math.floor(offset / PAGE_BYTES) + 2) * PAGE_BYTES)
}

/** Paths below the folder, each with a slash before it. */
async function pathsBelow(folder: string, kind: 'isFile' | 'isDirectory'): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry[kind]())
    .map((entry) => `${entry.parentPath.slice(folder.length)}/${entry.name}`)
    .sort()
}
