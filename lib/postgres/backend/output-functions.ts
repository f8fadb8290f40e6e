/**
 * PostgreSQL's own output functions, called in the keeper while it waits: for built-in types whose functions look nothing
 * up, so no lock is taken and no catalogue is read.
 * Sources: utils/fmgr/fmgr.c (OidOutputFunctionCall), catalog/pg_type.dat.
 */
import type { ValueOutput } from '../wal/value-output.ts'
import { exitStatus } from './emscripten.ts'
import type { Memory } from './memory.ts'

/**
 * Types and their output functions. Left out is what reads a catalogue or a learner's own definitions: names of objects
 * (reg…, aclitem), arrays, ranges, composites and enums.
 */
export const OUTPUT_FUNCTIONS = `
  SELECT t.oid::int AS type, p.oid::int AS output
  FROM pg_type t JOIN pg_proc p ON p.oid = t.typoutput JOIN pg_language l ON l.oid = p.prolang
  WHERE t.typtype = 'b' AND t.oid < 16384 AND l.lanname = 'internal'
    AND t.typname !~ '^reg' AND t.typname <> 'aclitem'
    AND p.proname NOT IN ('array_out', 'pg_ndistinct_out', 'pg_dependencies_out', 'pg_mcv_list_out', 'brin_bloom_summary_out', 'brin_minmax_multi_summary_out')`

/** Sizes of a memory context: ALLOCSET_SMALL_SIZES of utils/memutils.h. */
const CONTEXT_SIZES = [0, 1024, 8192] as const
/** Room for a value that is passed by value. */
const LEAST_BYTES = 8

export class OutputFunctions implements ValueOutput {
  private readonly functions: ReadonlyMap<number, number>
  private readonly context: number

  /** `rows` are those of OUTPUT_FUNCTIONS. `parent` is a memory context that lasts. */
  constructor(
    private readonly memory: Memory,
    parent: number,
    rows: readonly { type: number; output: number }[],
  ) {
    this.functions = new Map(rows.map(({ type, output }) => [type, output]))
    const name = memory.allocateText('journal')
    this.context = memory.call('AllocSetContextCreateInternal', parent, name, ...CONTEXT_SIZES)
  }

  text(typeOid: number, datum: Uint8Array, byValue: boolean): string | null {
    const output = this.functions.get(typeOid)
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
