'use client'
/** Whose lane it is: letter, pattern and name. */
import type { SessionRef } from '../../../lib/transactions/views/view.ts'
import { classes } from '../../primitives/classes.ts'
import { useWhose } from '../use-whose.ts'

/** `wide`: side by side; else the name stands above the letter, which stands at the lane's middle. */
export function LaneHead({ session, wide = false }: { session: SessionRef; wide?: boolean }) {
  const { hue, letter } = useWhose(session)
  return (
    <span
      data-session={hue}
      className={classes(
        wide ? 'flex items-center gap-1.5' : 'grid justify-items-start gap-px pt-1.5 pe-1.5',
      )}
    >
      {wide && <Tile hue={hue} letter={letter} />}
      <span
        className={classes('max-w-full truncate font-semibold text-ink', wide ? 'text-small' : 'text-micro')}
        title={session.name}
      >
        {session.name}
      </span>
      {!wide && <Tile hue={hue} letter={letter} />}
    </span>
  )
}

function Tile({ hue, letter }: { hue: string | undefined; letter: string }) {
  return hue === undefined ? null : (
    <span aria-hidden="true" className="tile">
      {letter}
    </span>
  )
}
