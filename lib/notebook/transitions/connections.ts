/**
 * Python's connections under the names of their variables. A name keeps its place: whoever closes `conn` and opens it
 * again looks for it where it was.
 */
import type { PythonConnection } from '../../python/kernel.ts'
import type { Transition } from '../events.ts'
import type { ConnectionState, NotebookState } from '../model.ts'
import { accept, somebodyMayGoOn } from './transition.ts'

/** All that are open, as Python tells after whatever may have changed one. */
export function connectionsTold(state: NotebookState, told: readonly PythonConnection[]): Transition {
  const connections = placed(state, told)
  const before = JSON.stringify(state.connections)
  if (before === JSON.stringify(connections)) return accept(state)
  const after = { ...state, connections }
  return accept(locksOf(state.connections) === locksOf(connections) ? after : somebodyMayGoOn(after))
}

/** Those that had a variable's name, all closed. */
export function allClosed(connections: readonly ConnectionState[]): readonly ConnectionState[] {
  return connections.filter(({ name }) => !isMadeUp(name)).map(({ name }) => ({ name, open: null }))
}

/** By what a lock may have been given back, or a backend may have come. */
function locksOf(connections: readonly ConnectionState[]): string {
  return connections.map(({ open }) => (open === null ? '' : `${open.pid} ${open.status}`)).join()
}

function placed(state: NotebookState, told: readonly PythonConnection[]): readonly ConnectionState[] {
  const names = namesOf(state, told)
  const used = new Set<number>()
  const take = (connection: PythonConnection | undefined): ConnectionState[] => {
    if (connection === undefined || used.has(connection.id)) return []
    used.add(connection.id)
    return [{ name: names.get(connection.id) ?? '', open: connection }]
  }
  const before = state.connections.flatMap(({ name, open }) => {
    const holder = told.find(({ id }) => names.get(id) === name)
    if (holder !== undefined) return take(holder)
    // It has another name by now: it stays where it is, unless that name has a place already.
    const same = told.find(({ id }) => id === open?.id)
    const elsewhere = state.connections.some((other) => other.name === names.get(same?.id ?? -1))
    if (same !== undefined && !elsewhere) return take(same)
    return isMadeUp(name) ? [] : [{ name, open: null }]
  })
  return [...before, ...told.flatMap(take)]
}

/** By id: its first variable's name; else the one that it had, if nobody else has it by now; else a made-up one. */
function namesOf(state: NotebookState, told: readonly PythonConnection[]): ReadonlyMap<number, string> {
  const names = new Map<number, string>()
  const taken = new Set(state.sessionOrder)
  const give = (id: number, name: string) => {
    names.set(id, name)
    taken.add(name)
  }
  for (const { id, names: variables } of told) {
    const [first] = variables
    if (first === undefined) continue
    const free = [first, `${first} in Python`].find((name) => !taken.has(name))
    give(id, free ?? madeUp(id))
  }
  for (const { id } of told) {
    if (names.has(id)) continue
    const before = state.connections.find(({ open }) => open?.id === id)?.name
    give(id, before !== undefined && !taken.has(before) ? before : madeUp(id))
  }
  return names
}

/** No variable is called so, and no session: neither has a `#` in its name. */
function madeUp(id: number): string {
  return `Python #${id}`
}

function isMadeUp(name: string): boolean {
  return name.startsWith('Python #')
}
