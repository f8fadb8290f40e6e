/** How much memory the page's process has, as Linux counts it. */
import { readdir, readFile } from 'node:fs/promises'

/** Megabytes of the process that shows the page. */
export interface Memory {
  /** Pages shared with other processes count in proportion. */
  pss: number
  rss: number
}

/** Of the largest renderer below a browser's process; null where there is no /proc. */
export async function rendererMemory(browserPid: number): Promise<Memory | null> {
  const parents = await parentsOfAll()
  const below = [...parents.keys()].filter((pid) => descends(pid, browserPid, parents))
  const memories: Memory[] = []
  for (const pid of below) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (command.includes('--type=renderer')) memories.push(await memoryOf(pid))
  }
  return memories.sort((a, b) => b.rss - a.rss)[0] ?? null
}

async function memoryOf(pid: number): Promise<Memory> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  const megabytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / 1024
  return { pss: megabytes('Pss'), rss: megabytes('Rss') }
}

/** The parent of each process that runs now. */
async function parentsOfAll(): Promise<Map<number, number>> {
  const names = await readdir('/proc').catch(() => [])
  const parents = new Map<number, number>()
  for (const name of names.filter((candidate) => /^\d+$/.test(candidate))) {
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    // The name of the program stands in brackets and may have blanks; state and parent follow.
    const parent = /\) \S (\d+)/.exec(stat.slice(stat.lastIndexOf(')')))?.[1]
    if (parent !== undefined) parents.set(Number(name), Number(parent))
  }
  return parents
}

function descends(pid: number, ancestor: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at))
    if (at === ancestor) return true
  return false
}
