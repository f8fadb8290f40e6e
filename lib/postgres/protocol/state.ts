/** What a decoder may be waiting for. */
import type { PendingBytes } from './pending-bytes.ts'

/** A state takes the next message off the stream, and knows the state after it. */
export interface State<M> {
  /** Takes the first message off `pending`; undefined while it is incomplete. Throws ProtocolError. */
  take(pending: PendingBytes): M | undefined
  /** The state after `message`, which this state took. */
  after(message: M): State<M>
}
