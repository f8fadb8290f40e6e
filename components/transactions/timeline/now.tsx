'use client'
/** How a lane stands now: for whom it waits, and for how long. */
import { useElapsed } from '../../notebook/use-elapsed.ts'
import { waitedInWords } from '../../session/wait-words.ts'
import type { Lane } from './lanes.ts'

/** Nothing of the past: the seconds of then are over. */
export function Now({ lane, past }: { lane: Lane; past: boolean }) {
  const wait = past ? undefined : lane.gaps.find(({ to }) => to === null)
  const elapsed = useElapsed(wait?.since ?? null)
  if (wait) {
    const names = wait.holders.map(({ name }) => name).join(' and ') || 'somebody'
    return (
      // The arrow to the holder may pass behind it.
      <span className="relative z-1 whitespace-nowrap rounded-s bg-raised px-0.5 text-micro tabular-nums">
        <span className="sr-only">waits for {names}, </span>
        {waitedInWords(elapsed)}
      </span>
    )
  }
  const open = lane.spans.some(({ state }) => state === 'open' || state === 'failed')
  return open && !past ? <span className="sr-only">in a transaction</span> : null
}
