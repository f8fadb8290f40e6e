/** The real browser, as `isolate` asks for it. */
import type { Surroundings } from './isolate.ts'

const markName = 'isolation-reloaded'

export function browserSurroundings(): Surroundings {
  return {
    isolated: crossOriginIsolated,
    mayRegister: process.env.NODE_ENV !== 'development',
    framed: window.top !== window,
    secure: isSecureContext,
    register: 'serviceWorker' in navigator ? register : null,
    reloadMark: {
      read: () => sessionStorage.getItem(markName) !== null,
      write: (reloaded) => {
        if (reloaded) sessionStorage.setItem(markName, '1')
        else sessionStorage.removeItem(markName)
      },
    },
    reload: () => location.reload(),
  }
}

async function register(): Promise<void> {
  await navigator.serviceWorker.register(`${process.env.BASE_PATH}/isolation-worker.js`, {
    updateViaCache: 'none',
  })
  await navigator.serviceWorker.ready
}
