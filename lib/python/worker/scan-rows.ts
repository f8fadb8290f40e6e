/** DataRow messages, column by column: what psycopg2/_transport.py describes as `Provider.scan_rows`. */

const DATA_ROW = 0x44
/** A letter, a length, and the number of fields. */
const HEADER_BYTES = 7
const LENGTH_BYTES = 4

export interface ScannedRows {
  end: number
  count: number
  /** For each column its values, parted by NUL bytes. */
  columns: Uint8Array[]
  /** For each column the rows whose value is NULL. */
  nulls: number[][]
}

/** Two passes: how much there is, then the copies. */
export function scanRows(data: Uint8Array, start: number, width: number): ScannedRows {
  const view = new DataView(data.buffer, data.byteOffset, data.length)
  const sizes = new Array<number>(width).fill(0)
  const { end, count } = measure(view, start, width, sizes)
  const columns = sizes.map((size) => new Uint8Array(count > 0 ? size + count - 1 : 0))
  const nulls: number[][] = sizes.map(() => [])
  const filled = new Array<number>(width).fill(0)
  for (let row = 0, at = start; row < count; row++) {
    at += HEADER_BYTES
    for (let column = 0; column < width; column++) {
      const length = view.getInt32(at)
      at += LENGTH_BYTES
      const target = columns[column]
      let to = filled[column] ?? 0
      if (length < 0) nulls[column]?.push(row)
      // Most values are short: a loop is faster than a call.
      else if (target) for (const until = at + length; at < until; ) target[to++] = data[at++] ?? 0
      // The NUL byte that parts it from the next one is there already.
      filled[column] = to + 1
    }
  }
  return { end, count, columns, nulls }
}

/** Where the well-formed rows end, and how many bytes the values of each column take. */
function measure(view: DataView, start: number, width: number, sizes: number[]) {
  const row = new Array<number>(width).fill(0)
  let end = start
  let count = 0
  while (end + HEADER_BYTES <= view.byteLength && view.getUint8(end) === DATA_ROW) {
    const next = end + 1 + view.getInt32(end + 1)
    if (next > view.byteLength || view.getUint16(end + 5) !== width) break
    if (!measureRow(view, end + HEADER_BYTES, next, row)) break
    for (let column = 0; column < width; column++) sizes[column] = (sizes[column] ?? 0) + (row[column] ?? 0)
    count++
    end = next
  }
  return { end, count }
}

/** Whether the fields of a row fill it exactly; their lengths go to `row`. */
function measureRow(view: DataView, from: number, end: number, row: number[]): boolean {
  let at = from
  for (let column = 0; column < row.length; column++) {
    if (at + LENGTH_BYTES > end) return false
    const length = view.getInt32(at)
    if (length < -1) return false
    row[column] = Math.max(0, length)
    at += LENGTH_BYTES + Math.max(0, length)
  }
  return at === end
}
