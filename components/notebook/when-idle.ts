/** When a page may load what nobody has asked for yet. */

interface Connection {
  saveData?: boolean
  type?: string
}

/**
 * Acts once the page has been shown and has come to rest; never where the learner pays for data, or the device
 * has little memory. Returns how to take it back.
 */
export function whenIdle(act: () => void): () => void {
  const { connection, deviceMemory } = navigator as Navigator & {
    connection?: Connection
    deviceMemory?: number
  }
  const dear = connection?.saveData === true || connection?.type === 'cellular' || (deviceMemory ?? 8) < 4
  if (dear) return () => undefined
  let takeBack = () => window.removeEventListener('load', begin)
  function begin() {
    if ('requestIdleCallback' in window) {
      const handle = requestIdleCallback(act, { timeout: 4000 })
      takeBack = () => cancelIdleCallback(handle)
    } else {
      const handle = setTimeout(act, 1000)
      takeBack = () => clearTimeout(handle)
    }
  }
  if (document.readyState === 'complete') begin()
  else window.addEventListener('load', begin, { once: true })
  return () => takeBack()
}
