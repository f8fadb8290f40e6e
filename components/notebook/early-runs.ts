/** Runs that were pressed before the page had come alive; public/theme.js has kept them. */

declare global {
  var takeEarlyRuns: (() => string[]) | undefined
}

/** Ids of the cells, in the order of the presses. From now on presses are the page's own. */
export function earlyRuns(): string[] {
  return globalThis.takeEarlyRuns?.() ?? []
}
