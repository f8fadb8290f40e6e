/** Outputs as text: what interactive `psql -X` prints for them. */
import type { Output, TableOutput } from './outcome.ts'
import { alignedTable } from './print/aligned-table.ts'
import { errorMessage, noticeMessage } from './print/error-message.ts'

export { errorPlace } from './print/error-place.ts'

/** Ends in a line end, unless it is empty. */
export function printOutputs(outputs: readonly Output[]): string {
  return outputs.map(printOutput).join('')
}

function printOutput(output: Output): string {
  switch (output.kind) {
    case 'table':
      return printTable(output)
    case 'tag':
      return `${output.tag}\n`
    case 'notice':
      return noticeMessage(output.fields, output.statement)
    case 'error':
      return errorMessage(output.fields, output.statement)
    case 'text':
      return output.text === '' || output.text.endsWith('\n') ? output.text : `${output.text}\n`
    case 'notification':
      return notificationLine(output)
    case 'script-error':
      return `${output.message}\n${output.hint === undefined ? '' : `HINT:  ${output.hint}\n`}`
    case 'lost':
      return connectionLost
  }
}

/** psql shows a table when it is complete; a statement that failed in its middle has none. */
function printTable(table: TableOutput): string {
  if (table.title === undefined && table.tag === undefined) return ''
  return (
    alignedTable(table) + (/^(INSERT|UPDATE|DELETE|MERGE) /.test(table.tag ?? '') ? `${table.tag}\n` : '')
  )
}

function notificationLine({ channel, payload, pid }: Extract<Output, { kind: 'notification' }>): string {
  const withPayload = payload === '' ? '' : ` with payload "${payload}"`
  return `Asynchronous notification "${channel}"${withPayload} received from server process with PID ${pid}.\n`
}

const connectionLost = `server closed the connection unexpectedly
\tThis probably means the server terminated abnormally
\tbefore or while processing the request.
`
