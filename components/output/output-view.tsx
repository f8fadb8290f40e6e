/** One thing that a run has printed. */
import { CircleAlert, Unplug } from 'lucide-react'
import { Suspense } from 'react'
import type { CellOutput } from '../../lib/notebook/model.ts'
import type { TableOutput } from '../../lib/postgres/client/outcome.ts'
import { later } from '../primitives/later.ts'
import { Message, Verbatim } from '../primitives/message.tsx'
import { ErrorOutput } from './error-output.tsx'
import { NoticeOutput, NotificationOutput } from './notice-output.tsx'
import type { Calm } from './output-list.tsx'
import { ResultTable } from './result-table.tsx'
import { TagLine } from './tag-line.tsx'
import { TextOutput } from './text-output.tsx'

const PythonOutputView = later(
  () => import('./python/python-output.tsx').then((module) => module.PythonOutputView),
  'Python',
)

export interface OutputViewProps {
  output: CellOutput
  /** Nothing has followed it. */
  last: boolean
  calm: Calm | null
}

export function OutputView({ output, last, calm }: OutputViewProps) {
  switch (output.kind) {
    case 'table':
      return isPlan(output) ? (
        <TextOutput label="Query plan" text={planText(output)} />
      ) : (
        <ResultTable output={output} cut={!last && output.tag === undefined && output.title === undefined} />
      )
    case 'tag':
      return <TagLine>{output.tag}</TagLine>
    case 'notice':
      return <NoticeOutput output={output} />
    case 'error':
      return <ErrorOutput output={output} calm={calm} />
    case 'text':
      return <TextOutput label="Text" text={output.text} />
    case 'notification':
      return <NotificationOutput output={output} />
    case 'script-error':
      return (
        <Message sign={CircleAlert} tone="error">
          <Verbatim>{output.message}</Verbatim>
          {output.hint !== undefined && <p className="mt-1 text-ink-2">{output.hint}</p>}
        </Message>
      )
    case 'lost':
      return (
        <Message sign={Unplug} tone="error">
          <p>{output.message}</p>
        </Message>
      )
    case 'stream':
    case 'display':
    case 'traceback':
    case 'remark':
      return (
        <Suspense>
          <PythonOutputView output={output} calm={calm} />
        </Suspense>
      )
    default:
      return output satisfies never
  }
}

/** EXPLAIN gives one column of this name; its lines stand on their blanks. */
function isPlan(output: TableOutput): boolean {
  return output.columns.length === 1 && output.columns[0]?.name === 'QUERY PLAN'
}

function planText(output: TableOutput): string {
  return output.chunks.flatMap((chunk) => chunk.map(([line]) => line ?? '')).join('\n')
}
