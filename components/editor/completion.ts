/** Completion while SQL is typed: keywords, and what the database of now has. */
import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  completionKeymap,
  ifNotIn,
} from '@codemirror/autocomplete'
import { keywordCompletionSource, schemaCompletionSource } from '@codemirror/lang-sql'
import type { Extension } from '@codemirror/state'
import { keymap } from '@codemirror/view'
import type { Catalogue } from '../../lib/postgres/client/catalogue.ts'
import { columnCompletions, functionCompletions, schemaNamespace } from './catalogue-completions.ts'
import { postgres } from './postgres-dialect.ts'

/** Gives what is known at once, and may ask for more in the background. */
export type CatalogueLookup = () => Catalogue | null

export function completion(lookup: CatalogueLookup): Extension {
  const names = whileSame(lookup, (catalogue) =>
    schemaCompletionSource({
      dialect: postgres,
      schema: schemaNamespace(catalogue),
      defaultSchema: 'public',
    }),
  )
  const functions = whileSame(lookup, functionCompletions)
  return [
    autocompletion({
      icons: false,
      override: [
        keywordCompletionSource(postgres, true),
        (context) => names()?.(context) ?? null,
        outsideText((context) => words(context, functions() ?? [])),
        outsideText((context) => {
          const catalogue = lookup()
          return catalogue && words(context, columnCompletions(catalogue, statementAround(context)))
        }),
      ],
    }),
    keymap.of(completionKeymap),
  ]
}

const outsideText = (source: CompletionSource) =>
  ifNotIn(['String', 'LineComment', 'BlockComment', 'QuotedIdentifier'], source)

/** Options for the word before the cursor, unless it hangs on a dot: then the namespace knows better. */
function words(context: CompletionContext, options: CompletionResult['options']): CompletionResult | null {
  const word = context.matchBefore(/[\w$]+/)
  if (!word && !context.explicit) return null
  const from = word?.from ?? context.pos
  if (options.length === 0 || context.state.sliceDoc(from - 1, from) === '.') return null
  return { from, options, validFor: /^[\w$]*$/ }
}

/** From the last semicolon to the next: near enough for a guess that only offers names. */
function statementAround({ state, pos }: CompletionContext): string {
  const text = state.doc.toString()
  const end = text.indexOf(';', pos)
  return text.slice(text.lastIndexOf(';', pos - 1) + 1, end < 0 ? undefined : end)
}

/** Makes something of the catalogue once, until there is another. */
function whileSame<T>(lookup: CatalogueLookup, make: (catalogue: Catalogue) => T): () => T | null {
  let of: Catalogue | null = null
  let made: T | null = null
  return () => {
    const catalogue = lookup()
    if (catalogue !== of) {
      of = catalogue
      made = catalogue && make(catalogue)
    }
    return made
  }
}
