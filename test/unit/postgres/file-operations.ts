/** Random operations on files, and a simple model of what they do. */
import fc from 'fast-check'
import { ROOT_INODE } from '../../../lib/postgres/files/layout.ts'
import type { Store } from '../../../lib/postgres/files/store.ts'
import { file, write } from './files.ts'

const name = fc.constantFrom('a', 'b', 'c')

/** Files of some blocks each, ending in the middle of one. */
export const operation = fc.oneof(
  fc.record({
    kind: fc.constant('write' as const),
    name,
    at: fc.nat({ max: 40_000 }),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 20_000 }),
  }),
  fc.record({ kind: fc.constant('resize' as const), name, length: fc.nat({ max: 60_000 }) }),
  fc.record({ kind: fc.constant('unlink' as const), name }),
  fc.record({ kind: fc.constant('rename' as const), name, to: name }),
)

export type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never

/** Contents by name. */
export type Model = Map<string, Uint8Array>

export function apply(op: Operation, store: Store, model: Model): void {
  if (op.kind !== 'write' && !model.has(op.name)) return
  applyToStore(op, store)
  applyToModel(op, model)
}

export function applyToStore(op: Operation, store: Store): void {
  if (op.kind === 'write') write(store, file(store, op.name), op.bytes, op.at)
  else if (op.kind === 'resize') store.resize(file(store, op.name), op.length)
  else if (op.kind === 'unlink') store.unlink(ROOT_INODE, op.name)
  else store.rename(ROOT_INODE, op.name, ROOT_INODE, op.to)
}

export function applyToModel(op: Operation, model: Model): void {
  const old = model.get(op.name)
  if (op.kind === 'write') {
    const bytes = resized(old, Math.max(old?.length ?? 0, op.at + op.bytes.length))
    bytes.set(op.bytes, op.at)
    model.set(op.name, bytes)
  } else if (op.kind === 'resize') model.set(op.name, resized(old, op.length))
  else {
    model.delete(op.name)
    if (op.kind === 'rename' && old) model.set(op.to, old)
  }
}

function resized(old: Uint8Array | undefined, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  bytes.set((old ?? new Uint8Array()).subarray(0, length))
  return bytes
}
