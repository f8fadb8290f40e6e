/**
 * The parts of the preallocated dynamic shared memory that are in use. Nearly all of it is one segment of an allocation
 * area (the statistics), most of which is one run of free pages, of which only the first page says something.
 * Source: PostgreSQL's storage/ipc/dsm.c, utils/mmgr/dsa.c, utils/mmgr/freepage.c.
 */
import { type Control, word } from './control.ts'
import type { Layout, Region } from './shared-layout.ts'

/** Words of dsm_control_header and of each item that follows it. */
const control = { items: 1, firstItem: 3, itemWords: 6, refCount: 1, firstPage: 2, pages: 3 } as const
/** FreePageManager keeps its books in the first pages behind what is used. */
const SPARE_PAGES = 4
const PAGE = 4096
/** DSA_SEGMENT_HEADER_MAGIC; the area's handle (none for the statistics) and the segment's number are added by XOR. */
const AREA_MAGIC = 0x0ce26608
const MOST_SEGMENTS = 1024
/** Words from the start of such a segment: its FreePageManager's depth of tree, and the only run of free pages. */
const area = { magic: 0, treeDepth: 11, freePage: 13, freePages: 14 } as const

export function dynamicRegions(
  { dynamicControl, dynamic }: Layout,
  source: Int32Array,
  known: Control,
): Region[] {
  if (dynamic.size === 0) return []
  const at = (index: number) => source[index] ?? 0
  const first = dynamicControl.address >> 2
  let top = known.get(word.dynamicTop)
  const free: Region[] = []
  for (let item = 0; item < at(first + control.items); item++) {
    const place = first + control.firstItem + item * control.itemWords
    if (!at(place + control.refCount)) continue
    const segment = dynamic.address + at(place + control.firstPage) * PAGE
    const pages = at(place + control.pages)
    top = Math.max(top, at(place + control.firstPage) + pages)
    const run = freeRun(source, segment, pages)
    if (run) free.push(run)
  }
  known.set(word.dynamicTop, top)
  const end = dynamic.address + Math.min(dynamic.size, (top + SPARE_PAGES) * PAGE)
  const regions: Region[] = []
  let from = dynamic.address
  for (const { address, size } of free.sort((a, b) => a.address - b.address)) {
    regions.push({ address: from, size: address - from })
    from = address + size
  }
  regions.push({ address: from, size: end - from })
  return regions
}

/** The pages that may be left out; null when the segment is no such area, or its free pages are in several runs. */
function freeRun(source: Int32Array, segment: number, pages: number): Region | null {
  const at = (index: number) => source[(segment >> 2) + index] ?? 0
  if ((at(area.magic) ^ AREA_MAGIC) >>> 0 >= MOST_SEGMENTS || at(area.treeDepth) !== 0) return null
  const first = at(area.freePage)
  const count = at(area.freePages)
  if (first <= 0 || count <= 1 || first + count > pages) return null
  return { address: segment + (first + 1) * PAGE, size: (count - 1) * PAGE }
}
