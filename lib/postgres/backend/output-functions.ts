/**
 * PostgreSQL's own output functions, called in the keeper while it waits: for built-in types whose functions look nothing
 * up, so no lock is taken and no catalogue is read.
 * Sources: utils/fmgr/fmgr.c (OidOutputFunctionCall), catalog/pg_type.dat.
 */
import type { ValueOutput } from '../wal/value-output.ts'
import { exitStatus } from './emscripten.ts'
import type { Memory } from './memory.ts'

/**
 * OIDs of types and of their output functions. Not asked for: the question would be SQL, and leave traces in the WAL. Left
 * out is what reads a catalogue or a learner's own definitions: names of objects (reg…, aclitem), arrays, ranges,
 * composites, enums.
 */
export const OUTPUT_FUNCTIONS: ReadonlyMap<number, number> = new Map([
  // bool, bytea, char, name, int8, int2, int2vector, int4, text, oid, tid, xid, cid, oidvector
  ...[
    [16, 1243],
    [17, 31],
    [18, 33],
    [19, 35],
    [20, 461],
    [21, 39],
    [22, 41],
    [23, 43],
    [25, 47],
    [26, 1799],
  ],
  ...[
    [27, 49],
    [28, 51],
    [29, 53],
    [30, 55],
  ],
  // json, xml, pg_node_tree, point, lseg, path, box, polygon, line, cidr, float4, float8, circle
  ...[
    [114, 322],
    [142, 2894],
    [194, 196],
    [600, 118],
    [601, 120],
    [602, 122],
    [603, 124],
    [604, 348],
    [628, 1491],
  ],
  ...[
    [650, 1427],
    [700, 201],
    [701, 215],
    [718, 1451],
  ],
  // macaddr8, money, macaddr, inet, bpchar, varchar, date, time, timestamp, timestamptz, interval, timetz
  ...[
    [774, 4111],
    [790, 887],
    [829, 437],
    [869, 911],
    [1042, 1045],
    [1043, 1047],
    [1082, 1085],
    [1083, 1144],
  ],
  ...[
    [1114, 1313],
    [1184, 1151],
    [1186, 1161],
    [1266, 1351],
  ],
  // bit, varbit, numeric, refcursor, uuid, txid_snapshot, pg_lsn, tsvector, tsquery, gtsvector, jsonb, jsonpath
  ...[
    [1560, 1565],
    [1562, 1580],
    [1700, 1702],
    [1790, 47],
    [2950, 2953],
    [2970, 2940],
    [3220, 3230],
  ],
  ...[
    [3614, 3611],
    [3615, 3613],
    [3642, 3647],
    [3802, 3804],
    [4072, 4003],
  ],
  // pg_snapshot, xid8
  ...[
    [5038, 5056],
    [5069, 5081],
  ],
] as [number, number][])

/** Sizes of a memory context: ALLOCSET_SMALL_SIZES of utils/memutils.h. */
const CONTEXT_SIZES = [0, 1024, 8192] as const
/** Room for a value that is passed by value. */
const LEAST_BYTES = 8

export class OutputFunctions implements ValueOutput {
  private readonly context: number

  /** `parent` is a memory context that lasts. */
  constructor(
    private readonly memory: Memory,
    parent: number,
  ) {
    const name = memory.allocateText('journal')
    this.context = memory.call('AllocSetContextCreateInternal', parent, name, ...CONTEXT_SIZES)
  }

  text(typeOid: number, datum: Uint8Array, byValue: boolean): string | null {
    const output = OUTPUT_FUNCTIONS.get(typeOid)
    if (output === undefined) return null
    const { memory } = this
    const context = memory.variable('CurrentMemoryContext')
    const stack = memory.variable('PG_exception_stack')
    memory.setVariable('CurrentMemoryContext', this.context)
    try {
      const at = memory.call('palloc', Math.max(datum.length, LEAST_BYTES))
      memory.bytes.fill(0, at, at + LEAST_BYTES)
      memory.bytes.set(datum, at)
      const value = byValue ? (memory.words[at >> 2] ?? 0) : at
      return memory.text(memory.call('OidOutputFunctionCall', output, value))
    } catch (error) {
      // An ERROR of PostgreSQL's leaves so; anything else is none of ours.
      if (exitStatus(error) === null) throw error
      memory.call('FlushErrorState')
      return null
    } finally {
      memory.setVariable('PG_exception_stack', stack)
      memory.setVariable('CurrentMemoryContext', context)
      memory.call('MemoryContextReset', this.context)
    }
  }
}
