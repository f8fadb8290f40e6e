/** What PostgreSQL said by the way: notices, and notifications of LISTEN. No error, so no red. */
import { Bell, Info } from 'lucide-react'
import type { Output } from '../../lib/postgres/client/outcome.ts'
import { Message, Verbatim } from '../primitives/message.tsx'
import { FieldLines } from './field-lines.tsx'

/** A NOTICE, WARNING, INFO … as psql prints it. */
export function NoticeOutput({ output }: { output: Extract<Output, { kind: 'notice' }> }) {
  return (
    <Message sign={Info} tone="plain">
      <FieldLines fields={output.fields} tone="plain" />
    </Message>
  )
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
