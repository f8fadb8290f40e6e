/**
 * What a cell puts out, on its way through a ring in shared memory: so it is there while Python computes, and also when
 * the interpreter ends in the middle. A frame is a length (four bytes, little-endian), a kind (one byte), and UTF-8.
 */

export const frameKind = { stdout: 1, stderr: 2, event: 3 } as const
export type FrameKind = (typeof frameKind)[keyof typeof frameKind]

export interface Frame {
  kind: number
  text: string
}

const HEADER_BYTES = 5
const encoder = new TextEncoder()
const decoder = new TextDecoder()

export function encodeFrame(kind: FrameKind, text: string): Uint8Array {
  const body = encoder.encode(text)
  const frame = new Uint8Array(HEADER_BYTES + body.length)
  new DataView(frame.buffer).setUint32(0, body.length, true)
  frame[HEADER_BYTES - 1] = kind
  frame.set(body, HEADER_BYTES)
  return frame
}

/** Puts frames together from bytes that come in pieces. */
export class FrameReader {
  private held = new Uint8Array(0)

  /** The frames that these bytes complete. */
  push(bytes: Uint8Array): Frame[] {
    let rest = this.held.length === 0 ? bytes : concatenated(this.held, bytes)
    const frames: Frame[] = []
    for (;;) {
      if (rest.length < HEADER_BYTES) break
      const view = new DataView(rest.buffer, rest.byteOffset, rest.length)
      const end = HEADER_BYTES + view.getUint32(0, true)
      if (rest.length < end) break
      frames.push({
        kind: view.getUint8(HEADER_BYTES - 1),
        text: decoder.decode(rest.subarray(HEADER_BYTES, end)),
      })
      rest = rest.subarray(end)
    }
    this.held = rest.slice()
    return frames
  }
}

function concatenated(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
