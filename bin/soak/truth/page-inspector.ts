/**
 * PostgreSQL's own look at pages: the functions of its module pageinspect, which the engine does not carry. Its library is
 * written next to the module's others, in the one backend that asks.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { PageTuple } from './recording.ts'
import type { Speaker } from './speaker.ts'

const library = 'lib/postgresql/pageinspect.so'
/** A tar file: blocks of 512 bytes, a header before each file. */
const BLOCK = 512
const SIZE_AT = 124

const functions = `
  CREATE SCHEMA inspect;
  CREATE FUNCTION inspect.raw_page(text, bigint) RETURNS bytea
    LANGUAGE c AS '$libdir/pageinspect', 'get_raw_page_1_9';
  CREATE FUNCTION inspect.tuples(page bytea, OUT lp smallint, OUT lp_off smallint, OUT lp_flags smallint,
    OUT lp_len smallint, OUT t_xmin xid, OUT t_xmax xid, OUT t_field3 int, OUT t_ctid tid, OUT t_infomask2 int,
    OUT t_infomask int, OUT t_hoff smallint, OUT t_bits text, OUT t_oid oid, OUT t_data bytea) RETURNS SETOF record
    LANGUAGE c AS '$libdir/pageinspect', 'heap_page_items'`

/** Gives the backend of this session the library. */
export async function bringLibrary(speaker: Speaker): Promise<void> {
  const [row] = await speaker.rows(
    `SELECT lo_from_bytea(0, decode('${libraryBytes().toString('hex')}', 'hex'))`,
  )
  await speaker.rows(`SELECT lo_export(${row?.[0]}, '/pglite/${library}'), lo_unlink(${row?.[0]})`)
}

/** Once for a database, by a session that has the library. */
export async function createFunctions(speaker: Speaker): Promise<void> {
  await speaker.rows(functions)
}

/** All row versions of a table's pages. Takes ACCESS SHARE on it. */
export async function pageTuples(speaker: Speaker, table: string): Promise<PageTuple[]> {
  const rows = await speaker.rows(`
    SELECT '(' || block || ',' || lp || ')', t_xmin, pg_xact_status(t_xmin::text::xid8) = 'in progress',
      ender, pg_xact_status(ender::text::xid8) = 'in progress'
    FROM generate_series(0, pg_relation_size('${table}') / 8192 - 1) block,
      inspect.tuples(inspect.raw_page('${table}', block)),
      LATERAL (SELECT CASE WHEN t_infomask & ${locked | invalid} <> 0 THEN NULL
        WHEN t_infomask & ${multi} <> 0
        THEN (SELECT xid FROM pg_get_multixact_members(t_xmax) WHERE mode IN ('upd', 'nokeyupd'))
        ELSE t_xmax END AS ender) members
    WHERE lp_flags = 1`)
  return rows.map(([place, xmin, begun, xmax, ended]) => ({
    place: place ?? '',
    xmin: Number(xmin),
    xmax: xmax == null ? null : Number(xmax),
    isBegun: begun === 't',
    isEnded: ended === 't',
  }))
}

/** access/htup_details.h: HEAP_XMAX_LOCK_ONLY, HEAP_XMAX_INVALID, HEAP_XMAX_IS_MULTI. */
const locked = 0x0080
const invalid = 0x0800
const multi = 0x1000

function libraryBytes(): Buffer {
  const module = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const tar = gunzipSync(readFileSync(join(dirname(module), 'pageinspect.tar.gz')))
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const name = tar.toString('latin1', at, tar.indexOf(0, at)).replace(/^\.\//, '')
    const size = Number.parseInt(tar.toString('latin1', at + SIZE_AT, at + SIZE_AT + 11), 8) || 0
    if (name === library) return tar.subarray(at + BLOCK, at + BLOCK + size)
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  throw new Error('pageinspect.tar.gz of PGlite holds no library: look what its files are called now')
}
