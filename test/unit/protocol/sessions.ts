/** Decoders beyond the start-up. */
import { FrontendDecoder } from '../../../lib/postgres/protocol/decoder.ts'
import { int8, int32, packet } from './bytes.ts'

/** The shortest StartupMessage. */
export const startUpBytes = packet(int32(196_608), int8(0))

/** A server's decoder whose client has sent its StartupMessage. */
export function decoderInSession(): FrontendDecoder {
  const decoder = new FrontendDecoder()
  decoder.push(startUpBytes)
  return decoder
}
