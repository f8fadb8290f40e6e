'use client'
/** How far PostgreSQL is on its way into the page: stage and megabytes. */
import type { ServerState } from '../../lib/notebook/model.ts'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { Meter } from '../primitives/meter.tsx'

type Booting = Extract<ServerState, { kind: 'booting' }>

/** Nothing unless it is booting. */
export function BootStatus() {
  const server = useNotebookValue((state) => state.server)
  if (server.kind !== 'booting') return null
  const { head, note } = stageInWords(server)
  return (
    <div className="grid w-full max-w-105 gap-2">
      <span>
        <b className="font-semibold">{head}</b>
        {server.stage === 'download' && `, ${megabytesInWords(server)}`}
      </span>
      <Meter part={server.stage === 'download' ? downloaded(server) : 1} label="PostgreSQL" />
      <p className="text-ink-2 text-small">{note}</p>
    </div>
  )
}

/** "6.1 of 14 MB"; "6.1 MB" while the whole is not known. */
export function megabytesInWords({
  receivedBytes,
  totalBytes,
}: Pick<Booting, 'receivedBytes' | 'totalBytes'>): string {
  const received = (receivedBytes / 1e6).toFixed(1)
  return totalBytes > 0 ? `${received} of ${(totalBytes / 1e6).toFixed(1)} MB` : `${received} MB`
}

/** What it is doing, and what comes after. */
export function stageInWords({ stage }: Pick<Booting, 'stage'>): { head: string; note: string } {
  switch (stage) {
    case 'download':
      return {
        head: 'Loading PostgreSQL',
        note: 'Then the database starts, about 1 s, and your cell runs.',
      }
    case 'compile':
      return {
        head: 'Preparing PostgreSQL',
        note: 'All of it is here: your cell runs in a moment.',
      }
    case 'start':
      return {
        head: 'Starting the database',
        note: 'All of it is here: your cell runs in a moment.',
      }
  }
}

function downloaded({ receivedBytes, totalBytes }: Booting): number | null {
  return totalBytes > 0 ? receivedBytes / totalBytes : null
}
