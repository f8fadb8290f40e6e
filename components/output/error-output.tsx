/** An error as psql prints it. One that the lesson expects is calm: it is what the learner should see. */
import { CircleAlert, Info } from 'lucide-react'
import type { Output } from '../../lib/postgres/client/outcome.ts'
import { errorPlace } from '../../lib/postgres/client/print.ts'
import { Aside, Message } from '../primitives/message.tsx'
import { Scroller } from '../primitives/scroller.tsx'
import { FieldLines } from './field-lines.tsx'

export interface ErrorOutputProps {
  output: Extract<Output, { kind: 'error' }>
  expected: boolean
}

/** The two lines with the caret are never wrapped, so that the caret stays under its token. */
export function ErrorOutput({ output, expected }: ErrorOutputProps) {
  const { fields, statement } = output
  const place = errorPlace(fields, statement)
  return (
    <>
      <Message sign={expected ? Info : CircleAlert} tone={expected ? 'calm' : 'error'}>
        <FieldLines fields={fields} tone={expected ? 'calm' : 'error'}>
          {place !== null && (
            <Scroller label="Where in the statement" className="overflow-x-auto">
              <pre className="w-max text-code">{place}</pre>
            </Scroller>
          )}
        </FieldLines>
        <p className="mt-1.5 text-ink-2 text-small">SQLSTATE {fields.code}</p>
      </Message>
      {expected && <Aside>The lesson expects this error.</Aside>}
    </>
  )
}
