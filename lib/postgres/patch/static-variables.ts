/**
 * Addresses of C's static variables, which no module exports: each is read by a small exported function of PostgreSQL's,
 * in whose code its address stands.
 */
import { Cursor, readNames } from './wasm-binary.ts'

export interface StaticVariables {
  /** access/transam/xact.c: points to the innermost TransactionStateData. */
  currentTransactionState: number
  /** utils/time/snapmgr.c: a bool. */
  firstSnapshotSet: number
  /** common/wchar.c: pg_wchar_table. */
  encodings: number
  /** utils/mb/mbutils.c: DatabaseEncoding, which points into pg_enc2name_tbl. */
  databaseEncoding: number
}

const I32_CONST = 0x41
const LOAD = [0x28, 2, 0]
const LOAD_BYTE = [0x2d, 0, 0]
/** Adds the table's address; loads pg_wchar_tbl.maxmblen. */
const ADD_AND_LOAD_LONGEST = [0x6a, 0x28, 2, 24]
/** Offset of TransactionStateData.nestingLevel. */
const LOAD_LEVEL = [0x28, 2, 28]
const IS_ZERO = 0x45
const IF = 0x04
const NO_RESULT = 0x40
const LOCAL_TEE_1 = [0x22, 1]

/** Throws Error when one is not found: the package has changed. */
export function findStaticVariables(module: Uint8Array): StaticVariables {
  const { exportedCode } = readNames(module)
  const code = (name: string) => exportedCode.get(name) ?? new Uint8Array(0)
  // return CurrentTransactionState->nestingLevel
  const level = (body: Uint8Array) => addressBefore(body, [...LOAD, ...LOAD_LEVEL])
  // if (HistoricSnapshot) …; if (!FirstSnapshotSet) …
  const historic = [...LOAD, ...LOCAL_TEE_1, IS_ZERO, IF, NO_RESULT]
  const first = (body: Uint8Array) =>
    addressBefore(body.subarray(indexOf(body, historic)), [...LOAD_BYTE, IS_ZERO, IF, NO_RESULT])
  // return pg_wchar_table[encoding].maxmblen
  const encodings = addressBefore(code('pg_encoding_max_length'), ADD_AND_LOAD_LONGEST)
  // return DatabaseEncoding->name
  const databaseEncoding = addressBefore(code('GetDatabaseEncodingName'), [...LOAD, ...LOAD])
  return {
    currentTransactionState: found('CurrentTransactionState', level(code('GetCurrentTransactionNestLevel'))),
    firstSnapshotSet: found('FirstSnapshotSet', first(code('GetTransactionSnapshot'))),
    encodings: found('pg_wchar_table', encodings),
    databaseEncoding: found('DatabaseEncoding', databaseEncoding),
  }
}

function found(what: string, address: number | null): number {
  if (address === null)
    throw new Error(
      `cannot find the variable ${what} in pglite.wasm; use the version of @electric-sql/pglite that package.json pins`,
    )
  return address
}

/** The constant that is loaded just before the first place where these instructions stand. */
function addressBefore(body: Uint8Array, instructions: readonly number[]): number | null {
  const end = indexOf(body, instructions)
  for (let at = end - 2; at >= Math.max(0, end - 6); at--) {
    if (body[at] !== I32_CONST) continue
    const cursor = new Cursor(body, at + 1)
    const address = cursor.signed()
    if (cursor.at === end) return address
  }
  return null
}

/** -1 if they do not stand there. */
function indexOf(body: Uint8Array, instructions: readonly number[]): number {
  for (let at = 0; at + instructions.length <= body.length; at++)
    if (instructions.every((byte, i) => body[at + i] === byte)) return at
  return -1
}
