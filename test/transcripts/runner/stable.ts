/** Makes a transcript the same in every run: names for process ids, a word for each other number that varies. */

/** Where PostgreSQL's messages name a process. */
const processes = /\b([Pp]rocess|PID) (\d+)/g

const others: readonly [RegExp, string][] = [
  [/\bvirtual transaction \d+\/\d+/g, 'virtual transaction <vxid>'],
  [/\btransaction \d+/g, 'transaction <xid>'],
  // Where exactly a loop was interrupted.
  [/\binline_code_block line \d+ at .*/g, 'inline_code_block line <n>'],
  [/\brelation \d+ of database \d+/g, 'relation <oid> of database <oid>'],
]

/** `nameOf` gives the session of a process id, or null. */
export function stable(text: string, nameOf: (pid: number) => string | null): string {
  const named = text.replace(
    processes,
    (_, word: string, pid: string) => `${word} <${nameOf(Number(pid)) ?? 'pid'}>`,
  )
  return others.reduce((all, [pattern, word]) => all.replace(pattern, word), named)
}
