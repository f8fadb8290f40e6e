/** The front matter of a tutorial: a lesson's stays, of any other the title and the summary are kept. */
import type { Root } from 'mdast'
import { parse } from 'yaml'
import { frontMatterKeys } from '../../../lib/lesson/front-matter.ts'
import type { SourceFile } from '../../../lib/lesson/source-file.ts'
import type { Imported } from './imported.ts'

/** Returns the offset behind it. */
export function readFrontMatterOf(source: SourceFile, tree: Root, imported: Imported): number {
  const [block] = tree.children
  if (block?.type !== 'yaml') return 0
  const entries = Object.entries(valuesIn(block.value))
  const names: readonly string[] = frontMatterKeys
  const others = entries.filter(([key]) => !names.includes(key)).map(([key]) => key)
  if (others.length === 0) imported.frontMatter = block.value
  else {
    const title = entries.find(([key]) => key === 'title')?.[1]
    if (typeof title === 'string') imported.blocks.push({ kind: 'text', text: `# ${title}\n`, line: 1 })
    imported.losses.push({
      line: 1,
      says: `the front matter has what no lesson has: ${others.join(', ')}; its title is kept`,
    })
  }
  return block.position?.end.offset ?? source.text.length
}

function valuesIn(yaml: string): Record<string, unknown> {
  try {
    const value: unknown = parse(yaml)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    // What cannot be read is kept as it is; the lesson's own check says what is wrong with it.
    return {}
  }
}
