/**
 * An immutable map from whole numbers to values: a change copies one path of a tree, the rest is shared. The journal
 * only grows, and each of its states must stay as it was, so neither arrays nor Maps may be copied for every fact.
 */

const width = 32

/** Keys are 0 or larger. Treat as opaque: `get`, `set`, `remove`, `values`. */
export interface IntMap<T> {
  readonly size: number
  /** Levels of branches above the leaves. */
  readonly height: number
  readonly root: Branch<T>
}

interface Branch<T> {
  readonly branches: readonly (Branch<T> | undefined)[]
  /** Of a leaf. */
  readonly items: readonly (Item<T> | undefined)[]
}

interface Item<T> {
  readonly key: number
  readonly value: T
}

const nothing: Branch<never> = { branches: [], items: [] }
const empty: IntMap<never> = { size: 0, height: 0, root: nothing }

/** The map without keys. */
export function emptyMap<T>(): IntMap<T> {
  return empty
}

/** The value of a key; undefined where there is none. */
export function get<T>(map: IntMap<T>, key: number): T | undefined {
  if (key >= width ** (map.height + 1)) return undefined
  if (key < 0) return undefined
  let branch: Branch<T> | undefined = map.root
  for (let level = map.height; level > 0; level--) branch = branch?.branches[digit(key, level)]
  return branch?.items[key % width]?.value
}

/** The map with this value for this key. */
export function set<T>(map: IntMap<T>, key: number, value: T): IntMap<T> {
  let { height, root } = map
  for (; key >= width ** (height + 1); height++) root = { branches: [root], items: [] }
  const grown = get(map, key) === undefined
  return { size: map.size + (grown ? 1 : 0), height, root: put(root, height, key, { key, value }) }
}

/** The map without this key. */
export function remove<T>(map: IntMap<T>, key: number): IntMap<T> {
  if (get(map, key) === undefined) return map
  return { size: map.size - 1, height: map.height, root: put(map.root, map.height, key, undefined) }
}

/** All values, by key. */
export function values<T>(map: IntMap<T>): T[] {
  const found: T[] = []
  collect(map.root, map.height, found)
  return found
}

function put<T>(
  branch: Branch<T> | undefined,
  level: number,
  key: number,
  item: Item<T> | undefined,
): Branch<T> {
  const at = digit(key, level)
  if (level === 0) return { branches: [], items: replaced(branch?.items ?? [], at, item) }
  const below = put(branch?.branches[at], level - 1, key, item)
  return { branches: replaced(branch?.branches ?? [], at, below), items: [] }
}

/** Filled up with undefined: an array with holes is slow. */
function replaced<T>(list: readonly (T | undefined)[], at: number, value: T | undefined): (T | undefined)[] {
  const copy = [...list]
  while (copy.length <= at) copy.push(undefined)
  copy[at] = value
  return copy
}

function collect<T>(branch: Branch<T>, level: number, found: T[]): void {
  if (level === 0) {
    for (const item of branch.items) if (item) found.push(item.value)
    return
  }
  for (const below of branch.branches) if (below) collect(below, level - 1, found)
}

function digit(key: number, level: number): number {
  return Math.floor(key / width ** level) % width
}
