/**
 * Makes the page cross-origin isolated where the host sends no headers for it: registers the service worker that adds
 * them, and loads the page once more. Never twice: when one reload has not helped, the page goes on without.
 */

/** How the page stands. */
export type Isolation =
  | { kind: 'isolated' }
  /** The page is about to be loaded again; nothing else need be started. */
  | { kind: 'reloading' }
  /** Cells cannot run in this page. `reason` is a sentence for the reader: why, and what helps. */
  | { kind: 'impossible'; reason: string }

/** What is asked of the browser; `browserSurroundings` gives the real one. */
export interface Surroundings {
  isolated: boolean
  /** False in development, whose server sends the headers itself. */
  mayRegister: boolean
  /** Whether the page is shown inside of another one. */
  framed: boolean
  /** False on plain HTTP from another machine. */
  secure: boolean
  /** Registers the worker and settles when it answers the page's requests; null where there are no service workers. */
  register: (() => Promise<void>) | null
  /** Remembers for this tab that the page has been reloaded; throws where storage is refused. */
  reloadMark: { read: () => boolean; write: (reloaded: boolean) => void }
  reload: () => void
}

/** Isolates the page if it can be done, and says how it stands. Never rejects. */
export async function isolate(surroundings: Surroundings): Promise<Isolation> {
  const { isolated, mayRegister, framed, secure, register, reloadMark, reload } = surroundings
  try {
    if (isolated) {
      // A later forced reload goes past the worker, and then deserves its one retry.
      if (reloadMark.read()) reloadMark.write(false)
      return { kind: 'isolated' }
    }
    if (framed) return impossible('this page is shown inside of another one', 'open it in a tab of its own')
    if (!secure) return impossible('this page did not come over HTTPS', 'open it by its https:// address')
    if (!mayRegister) return impossible('the server sends no isolation headers', 'start it by npm run dev')
    if (register === null) {
      return impossible('this window lets no service worker run', 'open a window that is not private')
    }
    if (reloadMark.read()) {
      return impossible(
        'the browser gives this page no shared memory',
        'try a current Chrome, Firefox or Safari',
      )
    }
    const refusal = await register().then(
      () => null,
      (error: unknown) => String(error),
    )
    if (refusal !== null) {
      return impossible(
        `the browser refused a service worker (${refusal})`,
        'open a window that is not private',
      )
    }
    reloadMark.write(true)
    reload()
    return { kind: 'reloading' }
  } catch {
    // Storage is refused, and without the mark reloading might never end.
    if (isolated) return { kind: 'isolated' }
    return impossible(
      'this window lets the page keep nothing',
      'allow it to store data, or open a usual window',
    )
  }
}

function impossible(why: string, help: string): Isolation {
  return { kind: 'impossible', reason: `Cells cannot run here, because ${why}; ${help}.` }
}
