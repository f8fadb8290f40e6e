import { beforeEach, describe, expect, it } from 'vitest'
import type { Observation } from '../../../../lib/postgres/client/journal.ts'
import { BytePositions } from '../../../../lib/postgres/wal/byte-positions.ts'
import { WalDecoder } from '../../../../lib/postgres/wal/decoder.ts'

const SEGMENT = 1 << 20
const TRANSACTION = 1
const ABORT = 0x20
const statement = { pid: 7, ordinal: 3 }
const positions = new BytePositions(SEGMENT)

/** An ABORT record; of a subtransaction it names the transaction. */
function abort(xid: number, top = 0): Uint8Array {
  const headers = top ? [252, ...word(top), 255, 8] : [255, 8]
  const length = 24 + headers.length + 8
  const record = new Uint8Array((length + 7) & ~7)
  record.set([...word(length), ...word(xid)])
  record.set([ABORT, TRANSACTION], 16)
  record.set(headers, 24)
  return record
}

function word(value: number): number[] {
  return [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >> 24) & 255]
}

describe('the decoder of WAL', () => {
  let facts: Observation[]
  let decoder: WalDecoder
  beforeEach(() => {
    facts = []
    decoder = new WalDecoder({
      pages: { relation: () => [], map: () => new Uint8Array(0), transactions: () => null },
      output: { text: () => null },
      emit: (fact) => facts.push(fact),
      walSegmentSize: SEGMENT,
    })
  })

  const wal = new Uint8Array([...abort(10), ...abort(12, 11), ...abort(11)])
  const ends = [
    { xid: 10, top: 10 },
    { xid: 12, top: 11 },
    { xid: 11, top: 11 },
  ]
  const seen = () =>
    facts.map((fact) => (fact.type === 'transaction-ended' ? { xid: fact.xid, top: fact.top } : fact))

  it('reads records, and the transaction that a subtransaction is a part of', () => {
    decoder.feed({ statement, position: 800, bytes: wal })
    expect(seen()).toEqual(ends)
    expect(facts[0]).toMatchObject({ written: { statement, lsn: positions.toEndLsn(800 + 40) } })
  })

  it('reads the same from two parts, wherever they are cut, and byte by byte', () => {
    const cuts = Array.from({ length: wal.length }, (_, at) => [at])
    for (const cut of [...cuts, cuts.flat()]) {
      facts = []
      let position = 800
      decoder.crashed()
      for (const [index, end] of [...cut, wal.length].entries()) {
        const bytes = wal.slice(index === 0 ? 0 : cut[index - 1], end)
        decoder.feed({ statement, position, bytes })
        position += bytes.length
      }
      expect(seen(), `cut at ${cut}`).toEqual(ends)
    }
  })

  it('goes on in the next segment where the rest of one is empty', () => {
    const rest = 64
    const position = positions.usableInSegment - rest - 40
    const bytes = new Uint8Array([...abort(10), ...new Uint8Array(rest), ...abort(11)])
    decoder.feed({ statement, position, bytes })
    expect(seen()).toEqual([
      { xid: 10, top: 10 },
      { xid: 11, top: 11 },
    ])
  })

  it('says what is lost between two parts, and reads on', () => {
    decoder.feed({ statement, position: 800, bytes: abort(10) })
    decoder.feed({ statement, position: 1600, bytes: abort(11) })
    expect(facts.map(({ type }) => type)).toEqual(['transaction-ended', 'lost', 'transaction-ended'])
    expect(facts[1]).toMatchObject({ from: positions.toEndLsn(840), to: positions.toLsn(1600) })
  })

  it('says which record it could not read, and reads on', () => {
    const broken = abort(10)
    broken[24] = 77
    decoder.feed({ statement, position: 800, bytes: new Uint8Array([...broken, ...abort(11)]) })
    expect(facts.map(({ type }) => type)).toEqual(['lost', 'transaction-ended'])
  })
})
