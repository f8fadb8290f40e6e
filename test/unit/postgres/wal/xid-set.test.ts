import fc from 'fast-check'
import { expect, it } from 'vitest'
import { XidSet } from '../../../../lib/postgres/wal/xid-set.ts'

it('is a set of numbers of 32 bits', () => {
  const xid = fc.oneof(fc.nat(100), fc.integer({ min: 32_700, max: 32_800 }), fc.nat(2 ** 32 - 1))
  fc.assert(
    fc.property(fc.array(xid), fc.array(xid), (added, asked) => {
      const [set, model] = [new XidSet(), new Set(added)]
      for (const each of added) set.add(each)
      for (const each of [...added, ...asked]) expect(set.has(each)).toBe(model.has(each))
      set.clear()
      expect(added.some((each) => set.has(each))).toBe(false)
    }),
    { seed: 20261201 },
  )
})
