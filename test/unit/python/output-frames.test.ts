/** What cells put out, on its way through a ring: in whatever pieces it comes, it is the same frames. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeFrame, FrameReader, frameKind } from '../../../lib/python/shared/output-frames.ts'

it('gives the frames that were written, however their bytes are cut', () => {
  const kind = fc.constantFrom(...Object.values(frameKind))
  const frame = fc.record({ kind, text: fc.string({ unit: 'grapheme' }) })
  fc.assert(
    fc.property(fc.array(frame), fc.integer({ min: 1, max: 20 }), (frames, size) => {
      const bytes = frames.flatMap(({ kind, text }) => [...encodeFrame(kind, text)])
      const reader = new FrameReader()
      const read = []
      for (let at = 0; at < bytes.length; at += size)
        read.push(...reader.push(Uint8Array.from(bytes.slice(at, at + size))))
      expect(read).toEqual(frames)
    }),
  )
})
