/** Where in a statement an error or a notice is: its line and a caret, never wrapped, so that the caret stays in place. */
import { errorPlace } from '../../lib/postgres/client/print/error-place.ts'
import type { ErrorFields } from '../../lib/postgres/protocol/error-fields.ts'
import { Scroller } from '../primitives/scroller.tsx'

/** Nothing if PostgreSQL named no place. */
export function ErrorPlace({ fields, statement }: { fields: ErrorFields; statement: string }) {
  const place = errorPlace(fields, statement)
  if (place === null) return null
  return (
    <Scroller label="Where in the statement" className="overflow-x-auto">
      <pre className="w-max text-code">{place}</pre>
    </Scroller>
  )
}
