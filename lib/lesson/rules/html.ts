/** Mistakes in what surrounds the cells: HTML, links, pictures, callouts. */
import type { Rule } from '../diagnostic.ts'
import { didYouMean, quote, quotedList } from '../wording.ts'
import { lessonWith, lessonWithSessions, shown } from './example.ts'

export const htmlRemoved: Rule<{ kind: 'element' | 'attribute'; name: string }> = {
  name: 'html-removed',
  severity: 'warning',
  about:
    'HTML that a lesson may not have (scripts, handlers, styles, frames, forms …) is left out of the page.',
  example: lessonWith('Text.\n\n<script>alert(1)</script>'),
  shown: shown(
    '7:1: warning: element <script> is left out',
    'detail: No script, handler or style of a lesson gets into the page.',
  ),
  report: ({ kind, name }) => ({
    message: kind === 'element' ? `element <${name}> is left out` : `attribute ${quote(name)} is left out`,
    detail: 'No script, handler or style of a lesson gets into the page.',
  }),
}

export const cellLost: Rule<null> = {
  name: 'cell-lost',
  severity: 'error',
  about: 'A cell stands inside an HTML element that is left out of the page, so the cell would be lost.',
  example: lessonWith('<template>\n\n```sql\nSELECT 1;\n```\n\n</template>'),
  shown: shown(
    '5:1: warning: element <template> is left out',
    'detail: No script, handler or style of a lesson gets into the page.',
    '7:1: error: cell stands inside HTML that is left out of the page',
    'hint: Remove the tags around it; <details> and <summary> can hold cells.',
  ),
  report: () => ({
    message: 'cell stands inside HTML that is left out of the page',
    hint: 'Remove the tags around it; <details> and <summary> can hold cells.',
  }),
}

export const pictureOrigin: Rule<{ address: string }> = {
  name: 'picture-origin',
  severity: 'error',
  about:
    'A picture does not stand beside the lesson: the page is isolated, so that browsers refuse pictures from other origins.',
  example: lessonWith('![A table](https://example.org/table.png)'),
  shown: shown(
    '5:1: error: picture "https://example.org/table.png" does not stand beside the lesson',
    'detail: The page is isolated: browsers refuse to load pictures from elsewhere.',
    'hint: Put the file into the folder of the lesson and write its name.',
  ),
  report: ({ address }) => ({
    message: `picture ${quote(address)} does not stand beside the lesson`,
    detail: 'The page is isolated: browsers refuse to load pictures from elsewhere.',
    hint: 'Put the file into the folder of the lesson and write its name.',
  }),
}

export const linkRemoved: Rule<{ address: string }> = {
  name: 'link-removed',
  severity: 'warning',
  about:
    'A link does not begin with `https:`, `http:` or `mailto:` and is no relative link; it is shown as text.',
  example: lessonWith('[Run](javascript:alert(1))'),
  shown: shown(
    '5:1: warning: link "javascript:alert(1)" is left out',
    'detail: Links may begin with https:, http: or mailto:, or be relative.',
  ),
  report: ({ address }) => ({
    message: `link ${quote(address)} is left out`,
    detail: 'Links may begin with https:, http: or mailto:, or be relative.',
  }),
}

export const linkOutside: Rule<{ address: string }> = {
  name: 'link-outside',
  severity: 'warning',
  about:
    'A relative link leads out of the folder of the lessons, so that it works on GitHub and not in the page.',
  example: lessonWith('[The code](../bin/command.ts)'),
  shown: shown(
    '5:1: warning: link "../bin/command.ts" leads out of the folder of the lessons',
    'hint: Write the whole address, with "https://".',
  ),
  report: ({ address }) => ({
    message: `link ${quote(address)} leads out of the folder of the lessons`,
    hint: 'Write the whole address, with "https://".',
  }),
}

export const linkTarget: Rule<{ target: string; targets: readonly string[] }> = {
  name: 'link-target',
  severity: 'warning',
  about: 'A link to a place in the same lesson leads to no heading and to no cell.',
  example: lessonWith('See [the rows](#row).\n\n## Rows'),
  shown: shown('5:5: warning: link leads nowhere: "#row"', 'hint: Did you mean "rows"?'),
  report: ({ target, targets }) => ({
    message: `link leads nowhere: ${quote(`#${target}`)}`,
    ...didYouMean(target, targets, 'Targets are headings, as in "#the-first-table", and ids of cells.'),
  }),
}

export const panelUnknown: Rule<{ target: string; parts: readonly string[]; targets: readonly string[] }> = {
  name: 'panel-unknown',
  severity: 'error',
  about:
    'A link to `#panel` or `#panel-…` names no part of the transaction panel, no session and no heading.',
  example: lessonWithSessions('Look at [the changes](#panel-chagnes).'),
  shown: shown(
    '8:9: error: link points at no part of the panel: "#panel-chagnes"',
    'detail: Parts are "#panel", "#panel-sessions", "#panel-timeline", "#panel-changes", "#panel-sees", "#panel-locks", "#panel-history", "#panel-session-alice" and "#panel-session-bob".',
    'hint: Did you mean "#panel-changes"?',
  ),
  report: ({ target, parts, targets }) => ({
    message: `link points at no part of the panel: ${quote(`#${target}`)}`,
    detail: `Parts are ${quotedList(parts.map((part) => `#${part}`))}.`,
    ...didYouMean(
      `#${target}`,
      [...parts, ...targets].map((each) => `#${each}`),
    ),
  }),
}

export const alertUnknown: Rule<{ name: string; known: readonly string[] }> = {
  name: 'alert-unknown',
  severity: 'warning',
  about: 'A quotation begins like a callout of a kind that GitHub does not have; it is shown as a quotation.',
  example: lessonWith('> [!HINT]\n> Use `\\d`.'),
  shown: shown(
    '5:3: warning: unrecognized callout "HINT"',
    'detail: Callouts are "NOTE", "TIP", "IMPORTANT", "WARNING" and "CAUTION".',
  ),
  report: ({ name, known }) => ({
    message: `unrecognized callout ${quote(name)}`,
    detail: `Callouts are ${quotedList(known)}.`,
    ...didYouMean(name, known),
  }),
}
