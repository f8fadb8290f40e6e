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
  const address = `${process.env.BASE_PATH}/isolation-worker.js`
  const { installing, waiting, active } = await navigator.serviceWorker.register(address, {
    updateViaCache: 'none',
  })
  const worker = active ?? waiting ?? installing
  if (worker) await activation(worker)
}

/** Rejects when the worker is thrown away instead: its script failed, or a newer one came before it. */
function activation(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === 'activated') resolve()
      if (worker.state === 'redundant') reject(new Error('it could not be installed'))
    }
    worker.addEventListener('statechange', look)
    look()
  })
}
