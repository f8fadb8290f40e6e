/** Looks at the patterns of an output before anything is compared with it. */
import { flawOf, namedPatterns, splitLine, unknownNames } from './compare/line-pattern.ts'
import type { Findings } from './diagnostic.ts'
import type { Fence } from './fence.ts'
import { patternName, patternSyntax } from './rules/patterns.ts'
import { nearest } from './wording.ts'

export function reviewOutput(fence: Fence, findings: Findings): void {
  for (const [index, line] of fence.text.split('\n').entries()) {
    for (const part of splitLine(line)) {
      const reason = flawOf(part)
      if (reason === null) continue
      const written = line.slice(part.from, part.to)
      findings.add(patternSyntax, fence.textRange(index, part.from, part.to), { written, reason })
    }
    for (const { name, from, to } of unknownNames(line)) {
      if (nearest(name, Object.keys(namedPatterns)) === null) continue
      findings.add(patternName, fence.textRange(index, from, to), { name })
    }
  }
}
