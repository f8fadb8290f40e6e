/** Which rows of how many are shown, and the way to the others. */
import { Button } from '../../primitives/button.tsx'
import { Foot } from '../../primitives/table.tsx'

export interface SightPagesProps {
  /** The first row that is shown, from 0. */
  from: number
  shown: number
  total: number
  onFrom: (from: number) => void
}

/** As select-sight has it. */
const page = 20

/** Nothing where all are shown. */
export function SightPages({ from, shown, total, onFrom }: SightPagesProps) {
  if (total <= page) return null
  const count = (value: number) => value.toLocaleString('en')
  return (
    <Foot>
      <span>
        {shown === 0 ? 'no rows' : `${count(from + 1)} to ${count(from + shown)}`} of {count(total)}
      </span>
      <span className="flex gap-2">
        <Button size="small" disabled={from === 0} onClick={() => onFrom(Math.max(0, from - page))}>
          Previous
        </Button>
        <Button size="small" disabled={from + shown >= total} onClick={() => onFrom(from + page)}>
          Next
        </Button>
      </span>
    </Foot>
  )
}
