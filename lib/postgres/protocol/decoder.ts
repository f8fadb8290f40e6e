/** Bytes to messages, in both directions. */
import * as backend from './backend-states.ts'
import * as frontend from './frontend-states.ts'
import type {
  AuthenticationAnswer,
  BackendMessage,
  FrontendMessage,
  GSSENCRequest,
  SSLRequest,
} from './messages.ts'
import { PendingBytes } from './pending-bytes.ts'
import { ProtocolError } from './protocol-error.ts'
import type { State } from './state.ts'

const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true })

export interface BackendDecoderOptions {
  /**
   * What is no UTF-8 in a string reads as U+FFFD, as in a terminal; else it is a ProtocolError. A server writes in the
   * encoding of its client, and before the log-in repeats the bytes that it was sent.
   */
  anyEncoding?: boolean
}

class Decoder<M> {
  readonly #pending: PendingBytes
  #state: State<M>
  #failure: ProtocolError | null = null

  constructor(state: State<M>, text?: TextDecoder) {
    this.#state = state
    this.#pending = new PendingBytes(text)
  }

  /** The messages that `bytes` complete, in order. Otherwise as `decode`. */
  push(bytes: Uint8Array): M[] {
    const messages: M[] = []
    this.decode(bytes, (message) => messages.push(message))
    return messages
  }

  /**
   * Hands each message that `bytes` complete to `receive`, in order. The bytes are copied.
   * Prefer it to `push` for large pieces: a hundred thousand values that are alive at once cost more than to read them.
   * Throws ProtocolError at the first mistake, after all messages before it, and the same error for ever after.
   */
  decode(bytes: Uint8Array, receive: (message: M) => void): void {
    if (this.#failure !== null) throw this.#failure
    this.#pending.append(bytes)
    for (let message = this.#take(); message !== undefined; message = this.#take()) receive(message)
  }

  /** Replaces the state `from`; a stream that is in another state, or has failed, goes on as it is. */
  protected changeState(from: State<M>, to: State<M>): void {
    if (this.#state === from) this.#state = to
  }

  #take(): M | undefined {
    try {
      const message = this.#state.take(this.#pending)
      if (message !== undefined) this.#state = this.#state.after(message)
      return message
    } catch (error) {
      if (error instanceof ProtocolError) this.#failure = error
      this.#pending.clear()
      throw error
    }
  }
}

/** Decodes what a server sends. Starts where a StartupMessage has been sent. */
export class BackendDecoder extends Decoder<BackendMessage> {
  constructor({ anyEncoding = false }: BackendDecoderOptions = {}) {
    super(backend.session, anyEncoding ? lenientUtf8 : undefined)
  }

  /**
   * Says that this request has been sent: the next byte answers it. If the answer is N, ordinary messages follow;
   * otherwise what follows is encrypted, and what comes out of the encryption wants a decoder of its own.
   */
  expectAnswerTo(request: (SSLRequest | GSSENCRequest)['type']): void {
    this.changeState(backend.session, backend.answering[request])
  }
}

/**
 * Decodes what a client sends. Starts with the start-up packets.
 * It knows the order of bytes, not that of the conversation: a Query that comes before its client was let in is for
 * the server to refuse.
 */
export class FrontendDecoder extends Decoder<FrontendMessage> {
  constructor() {
    super(frontend.startUp)
  }

  /**
   * Says that the server has asked for a password or token: the next message has the letter p and is of this kind.
   * Nothing but this tells the four kinds apart.
   */
  expect(answer: AuthenticationAnswer['type']): void {
    this.changeState(frontend.session, frontend.answering[answer])
  }
}
