/** An error as psql prints it. One that the lesson expects is calm: it is what the learner should see. */
import { CircleAlert, Info } from 'lucide-react'
import type { Output } from '../../lib/postgres/client/outcome.ts'
import { Aside, Message } from '../primitives/message.tsx'
import { ErrorPlace } from './error-place.tsx'
import { FieldLines } from './field-lines.tsx'
import type { Calm } from './output-list.tsx'

export interface ErrorOutputProps {
  output: Extract<Output, { kind: 'error' }>
  /** Null: an error that nobody wanted. */
  calm: Calm | null
}

/** All that psql would print, and the SQLSTATE, by which the manual lists errors. */
export function ErrorOutput({ output, calm }: ErrorOutputProps) {
  const { fields, statement } = output
  const tone = calm ? 'calm' : 'error'
  return (
    <>
      <Message sign={calm ? Info : CircleAlert} tone={tone}>
        <FieldLines fields={fields} tone={tone}>
          <ErrorPlace fields={fields} statement={statement} />
        </FieldLines>
        <p className="mt-1.5 text-ink-2 text-small">SQLSTATE {fields.code}</p>
      </Message>
      {calm === 'expected' && <Aside>The lesson expects this error.</Aside>}
    </>
  )
}
