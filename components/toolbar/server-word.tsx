'use client'
/** How PostgreSQL is, in the words of the facts line. */
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { megabytesInWords, stageInWords } from './boot-status.tsx'

/**
 * Its place is kept while nothing is known, so that the line does not jump. A lesson that may do without PostgreSQL says
 * nothing of it before it is `wanted`.
 */
export function ServerWord({ wanted }: { wanted: boolean }) {
  const server = useNotebookValue((state) => state.server)
  switch (server.kind) {
    case 'off':
      return wanted ? <span data-needs-script>PostgreSQL starts when a cell is run</span> : null
    case 'booting':
      return (
        <span className="tabular-nums">
          {stageInWords(server).head}
          {server.stage === 'download' && `, ${megabytesInWords(server)}`}
        </span>
      )
    case 'ready':
      return <span>PostgreSQL is ready</span>
    case 'failed':
      return <span className="font-semibold text-ink">PostgreSQL does not run</span>
    case 'unavailable':
      return <span className="font-semibold text-ink">cells cannot run in this page</span>
  }
}
