/** A block of code that does not run: an example, a solution, a transcript. */
import type { Element } from 'hast'
import { toString as textOf } from 'hast-util-to-string'
import { StaticCode } from '../editor/static-code.tsx'
import { StaticText } from '../editor/static-text.tsx'
import { Scroller } from '../primitives/scroller.tsx'

/** SQL and Python in their colours, everything else as it stands. */
export function CodeBlock({ pre }: { pre: Element }) {
  const source = textOf(pre).replace(/\n$/, '')
  const language = languageOf(pre)
  return (
    <Scroller
      label={language === '' ? 'Code' : `Code, ${language}`}
      className="mb-5 overflow-x-auto rounded-s bg-sunken"
    >
      <pre className="code-type code-flow px-4 py-3">
        {language === 'sql' || language === 'python' ? (
          <StaticCode source={source} language={language} />
        ) : (
          <StaticText source={source} />
        )}
      </pre>
    </Scroller>
  )
}

function languageOf(pre: Element): string {
  const [code] = pre.children
  const names = code?.type === 'element' ? code.properties.className : undefined
  const name = Array.isArray(names) ? String(names[0] ?? '') : ''
  return name.replace(/^language-/, '')
}
