/** What an editor gets once somebody writes in it: completion and search are loaded then, not before. */
import { type Extension, StateEffect } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { part } from '../primitives/parts-of-the-page.ts'

const loadSearch = part(() => import('@codemirror/search'))

/** Loads once, when the editor first has the focus; until then, and if loading fails, the editor works without. */
export function whenFocused(load: () => Promise<Extension>): Extension {
  let asked = false
  return EditorView.domEventHandlers({
    focus(_, view) {
      if (asked) return
      asked = true
      load().then(
        (extension) => view.dispatch({ effects: StateEffect.appendConfig.of(extension) }),
        () => {
          asked = false
        },
      )
    },
  })
}

/** Ctrl or Cmd with F, within a cell's text. */
export const searchKey: Extension = keymap.of([
  {
    key: 'Mod-f',
    run(view) {
      void loadSearch().then(({ search, searchKeymap, openSearchPanel, searchPanelOpen }) => {
        if (searchPanelOpen(view.state)) return
        view.dispatch({
          effects: StateEffect.appendConfig.of([search({ top: true }), keymap.of(searchKeymap)]),
        })
        openSearchPanel(view)
      })
      return true
    },
  },
])
