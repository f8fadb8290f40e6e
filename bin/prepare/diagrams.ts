/** Puts what draws diagrams where a page that has one can load it: one script, in no bundle, fetched when it is wanted. */
import { copyFile, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Quick when nothing has changed. */
export async function prepareDiagrams(root: string): Promise<void> {
  const source = join(root, 'node_modules', '@mermaid-js', 'tiny', 'dist', 'mermaid.tiny.js')
  const folder = join(root, 'public', 'diagrams')
  const target = join(folder, 'mermaid.js')
  const [before, now] = await Promise.all([stat(target).catch(() => null), stat(source)])
  if (before?.size === now.size) return
  await mkdir(folder, { recursive: true })
  await copyFile(source, target)
}
