/**
 * Changes about fifty bytes of the released pglite.wasm, in place, so that several backends can share one cluster.
 * No byte moves. Each place is found by its pattern and must occur exactly as often as expected; addresses of C variables
 * and indexes of imported functions are looked up by name. What each change gives: ARCHITECTURE.md, "The module patch".
 */
import { findStaticVariables, type StaticVariables } from './static-variables.ts'
import { Cursor, readNames, signedLeb, type WasmNames } from './wasm-binary.ts'

/** Third argument with which the patched kill() calls `__syscall_poll`, so that the import can tell it from poll(). */
export const KILL_MARK = 0x5167

/** Argument with which the patched ProcessInterrupts() calls `emscripten_resize_heap`. No size is negative. */
export const INTERRUPTS_MARK = -2

export interface PatchedModule {
  bytes: Uint8Array<ArrayBuffer>
  /** Address of C's errno. */
  errnoAddress: number
  /** Where C's static variables lie that the journal reads; others are exports of the instance. */
  variables: StaticVariables
  changedBytes: number
}

/** The package is not the one that the patch knows. */
export class PatchError extends Error {
  override name = 'PatchError'
}

const NOP = 0x01
const END = 0x0b
const CALL = 0x10
const DROP = 0x1a
const LOCAL_GET = 0x20
const I32_CONST = 0x41
const GETPID_ANSWER = 42
const ANY = null

type Pattern = readonly (number | typeof ANY)[]

/** Patches a copy of `original`. Throws PatchError with a sentence when a place is not found as often as it must be. */
export function patchModule(original: Uint8Array): PatchedModule {
  const bytes = Uint8Array.from(original)
  const names = readNames(bytes)
  const edit = new Editor(bytes)
  shareMemory(edit)
  const errnoAddress = patchKill(edit, importIndex(names, '__syscall_poll'))
  patchGetpid(edit, names)
  patchWaits(edit, names)
  logWholeOldRows(edit)
  if (!WebAssembly.validate(bytes))
    throw new PatchError('the patched pglite.wasm is not valid WebAssembly; the package has changed')
  let changedBytes = 0
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== original[i]) changedBytes++
  return { bytes, errnoAddress, variables: findStaticVariables(original), changedBytes }
}

/** The imported memory becomes shared: limits flag 1 (has a maximum) becomes 3 (and is shared). */
function shareMemory(edit: Editor): void {
  const text = (s: string) => [s.length, ...new TextEncoder().encode(s)]
  const pattern = [...text('env'), ...text('memory'), 2, 1]
  edit.replace('import of the memory', pattern, pattern.length - 1, [3])
}

/** getpid() answered 42, and the optimiser inlined that answer in five places: each asks the host instead. */
function patchGetpid(edit: Editor, names: WasmNames): void {
  const ask = [CALL, importIndex(names, '__syscall_getegid32')]
  const answer = [I32_CONST, GETPID_ANSWER]
  const load = (offset: number) => [0x28, 2, offset]
  const myProcPid = [I32_CONST, ...signedLeb(constant(names, 'MyProcPid'))]
  const myProc = [I32_CONST, ...signedLeb(constant(names, 'MyProc'))]
  const store = [0x36, 2, 0]
  const equal = 0x46
  const notEqual = 0x47
  edit.replace('getpid', [4, 0, ...answer, END], 2, ask)
  edit.replace('getpid in main', [...myProcPid, ...answer, ...store], myProcPid.length, ask)
  const compared = [...myProcPid, ...load(0), ...answer]
  edit.replace('getpid in proc_exit', [...compared, equal], compared.length - 2, ask)
  edit.replace('getpid in wrapper_handler', [...compared, notEqual], compared.length - 2, ask)
  const ownProc = [...myProc, ...load(0), ...load(44), ...answer]
  edit.replace('getpid in ProcKill and AuxiliaryProcKill', [...ownProc, equal], ownProc.length - 2, ask, 2)
}

/** kill(pid, sig), which could only signal itself, asks the host. Answers where errno is, which the old body set. */
function patchKill(edit: Editor, poll: number): number {
  const body: Pattern = [
    0,
    LOCAL_GET,
    0,
    I32_CONST,
    GETPID_ANSWER,
    0x46,
    4,
    0x40,
    LOCAL_GET,
    1,
    CALL,
    ANY,
    ANY,
    0x0f,
    END,
  ]
  const [at = 0] = edit.find('kill', body, 1)
  const size = edit.bytes[at - 1] ?? 0
  const errno = new Cursor(edit.bytes, at + body.length)
  if (errno.byte() !== I32_CONST)
    throw new PatchError('kill() does not set errno where it should; the package has changed')
  const errnoAddress = errno.signed()
  const call = [0, LOCAL_GET, 0, LOCAL_GET, 1, I32_CONST, ...signedLeb(KILL_MARK), CALL, poll]
  edit.bytes.fill(NOP, at, at + size - 1)
  edit.bytes.set(call, at)
  edit.bytes[at + size - 1] = END
  return errnoAddress
}

/** The two places where the host takes over: WaitEventSetWait's sleep, and ProcessInterrupts at its safe point. */
function patchWaits(edit: Editor, names: WasmNames): void {
  const hook = [CALL, importIndex(names, 'emscripten_resize_heap'), DROP]
  edit.replace(
    'poll in WaitEventSetWait',
    [LOCAL_GET, 0, 0x28, 2, 28, DROP, 0x02, 0x40, LOCAL_GET, 0, 0x28, 2, 4],
    0,
    [LOCAL_GET, 1, ...hook, NOP],
  )
  const none = (name: string) => [I32_CONST, ...signedLeb(constant(names, name)), 0x28, 2, 0, 0x0d, 0]
  const clear = [I32_CONST, ...signedLeb(constant(names, 'InterruptPending')), I32_CONST, 0, 0x36, 2, 0]
  const before = [...none('InterruptHoldoffCount'), ...none('CritSectionCount')]
  const ask = [I32_CONST, ...signedLeb(INTERRUPTS_MARK), ...hook]
  while (ask.length < clear.length) ask.push(NOP)
  edit.replace('ProcessInterrupts', [...before, ...clear], before.length, ask)
}

/**
 * ExtractReplicaIdentity (access/heap/heapam.c) takes each table for one with REPLICA IDENTITY FULL: with
 * wal_level=logical the record of an UPDATE or DELETE has the whole old row. The catalogue says what it said.
 */
function logWholeOldRows(edit: Editor): void {
  const relreplident = [0x2d, 0, 0x82, 1]
  const full = 'f'.charCodeAt(0)
  const rest = [0x21, 6, LOCAL_GET, 3, I32_CONST, 0, 0x3a, 0, 0, 0x02, 0x40]
  edit.replace('ExtractReplicaIdentity', [...relreplident, ...rest], 0, [DROP, I32_CONST, ...signedLeb(full)])
}

/** An index that fits the one byte that the patch has for it. */
function importIndex(names: WasmNames, name: string): number {
  const index = names.importedFunctions.get(name)
  if (index === undefined || index > 0x7f)
    throw new PatchError(`pglite.wasm has no import "${name}" with a short index; the package has changed`)
  return index
}

function constant(names: WasmNames, name: string): number {
  const value = names.exportedConstants.get(name)
  if (value === undefined)
    throw new PatchError(`pglite.wasm does not export "${name}"; the package has changed`)
  return value
}

/** Finds and overwrites; every find is counted. */
class Editor {
  constructor(readonly bytes: Uint8Array) {}

  find(what: string, pattern: Pattern, expected: number): number[] {
    const found: number[] = []
    const first = pattern[0] ?? 0
    for (let at = this.bytes.indexOf(first); at >= 0; at = this.bytes.indexOf(first, at + 1))
      if (pattern.every((byte, i) => byte === ANY || this.bytes[at + i] === byte)) found.push(at)
    if (found.length !== expected)
      throw new PatchError(
        `cannot patch pglite.wasm: found ${found.length} of ${expected} places of "${what}"; ` +
          'use the version of @electric-sql/pglite that package.json pins',
      )
    return found
  }

  replace(what: string, pattern: Pattern, offset: number, bytes: readonly number[], expected = 1): void {
    for (const at of this.find(what, pattern, expected)) this.bytes.set(bytes, at + offset)
  }
}
