/** Examples of mistakes are whole files; these give them their usual head. */

/** A lesson whose text begins in line 5. */
export function lessonWith(body: string): string {
  return `---\ntitle: Example\n---\n\n${body}\n`
}

/** A lesson with the sessions alice and bob, whose text begins in line 8. */
export function lessonWithSessions(body: string): string {
  return `---
title: Example
sessions:
  alice: { role: alice, database: shop }
  bob: { role: bob, database: shop }
---

${body}
`
}

/** What is printed for an example: lines that begin with a place get the name of the file, others are indented. */
export function shown(...lines: string[]): string {
  return lines.map((line) => (/^\d+:/.test(line) ? `lessons/example.md:${line}` : `  ${line}`)).join('\n')
}
