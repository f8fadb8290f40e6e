/** A notebook's server for who comes from outside its cells: asked for, and waited for. */
import type { Notebook } from './runner.ts'

/** Settles when cells can run. Rejects when PostgreSQL cannot start, with its reason. */
export function serverWhenReady(
  notebook: Pick<Notebook, 'dispatch' | 'getState' | 'subscribe'>,
): Promise<void> {
  notebook.dispatch({ type: 'start-requested' })
  return new Promise((resolve, reject) => {
    const stop = notebook.subscribe(look)
    look()
    function look(): void {
      const { server } = notebook.getState()
      if (server.kind === 'ready') resolve()
      else if (server.kind === 'failed' || server.kind === 'unavailable') reject(new Error(server.message))
      else return
      stop()
    }
  })
}
