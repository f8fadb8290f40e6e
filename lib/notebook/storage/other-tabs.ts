/** What tabs of this site tell each other of the work that they keep in one place: the last to write wins. */

/** What we use of the browser's BroadcastChannel: what one posts, the others hear. */
export type TabChannel = Pick<
  BroadcastChannel,
  'postMessage' | 'addEventListener' | 'removeEventListener' | 'close'
>

export function openTabChannel(): TabChannel {
  return new BroadcastChannel('pg-notebook')
}

export class OtherTabs {
  readonly #open: () => TabChannel
  #channel: TabChannel | null = null

  /** Opens nothing before it is needed. */
  constructor(open: () => TabChannel) {
    this.#open = open
  }

  /** Says that work of these lessons has been written. */
  tellWritten(lessons: Iterable<string>): void {
    for (const lesson of new Set(lessons)) this.#get().postMessage({ written: lesson })
  }

  /** Calls back when another tab has written work of this lesson. Returns how to stop listening. */
  onWritten(lesson: string, listener: () => void): () => void {
    const channel = this.#get()
    const hear = ({ data }: MessageEvent<unknown>) => {
      const isOurs = typeof data === 'object' && data !== null && 'written' in data && data.written === lesson
      if (isOurs) listener()
    }
    channel.addEventListener('message', hear)
    return () => channel.removeEventListener('message', hear)
  }

  close(): void {
    this.#channel?.close()
    this.#channel = null
  }

  #get(): TabChannel {
    this.#channel ??= this.#open()
    return this.#channel
  }
}
