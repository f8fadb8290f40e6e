/** What PostgreSQL said by the way: notices, and notifications of LISTEN. No error, so no red. */
import { Bell, Info } from 'lucide-react'
import type { Output } from '../../lib/postgres/client/outcome.ts'
import type { ErrorFields } from '../../lib/postgres/protocol/error-fields.ts'
import { Message, Verbatim } from '../primitives/message.tsx'
import { ErrorPlace } from './error-place.tsx'
import { FieldLines } from './field-lines.tsx'

/** A NOTICE, WARNING, INFO … as psql prints it. */
export function NoticeOutput({ output }: { output: Extract<Output, { kind: 'notice' }> }) {
  return (
    <Message sign={Info} tone="plain">
      <FieldLines fields={withoutContext(output.fields)} tone="plain">
        <ErrorPlace fields={output.fields} statement={output.statement ?? ''} />
      </FieldLines>
    </Message>
  )
}

/** psql prints the context of errors only. */
function withoutContext({ where: _, ...fields }: ErrorFields): ErrorFields {
  return fields
}

/** A notification in psql's words. */
export function NotificationOutput({ output }: { output: Extract<Output, { kind: 'notification' }> }) {
  const payload = output.payload === '' ? '' : ` with payload "${output.payload}"`
  return (
    <Message sign={Bell} tone="plain">
      <Verbatim>
        Asynchronous notification "{output.channel}"{payload} received from server process with PID{' '}
        {output.pid}.
      </Verbatim>
    </Message>
  )
}
