/** SQL as coloured text. For the build only: a page that imports this loads the grammar before it is needed. */
import { highlightSql } from './highlight-sql.ts'
import { CodeLines } from './static-text.tsx'

/** The source in the colours of the editor. */
export function StaticSql({ source }: { source: string }) {
  return <CodeLines lines={highlightSql(source)} />
}
