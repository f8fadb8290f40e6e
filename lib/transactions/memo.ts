/** A view is made once for each state and question: asked again, it is the same object. */
import type { JournalState } from './model.ts'

export function remembered<Options extends unknown[], View>(
  select: (state: JournalState, ...options: Options) => View,
): (state: JournalState, ...options: Options) => View {
  const known = new WeakMap<JournalState, Map<string, View>>()
  return (state, ...options) => {
    const views = known.get(state) ?? new Map<string, View>()
    known.set(state, views)
    const question = JSON.stringify(options)
    const found = views.get(question)
    if (found !== undefined) return found
    const view = select(state, ...options)
    views.set(question, view)
    return view
  }
}
