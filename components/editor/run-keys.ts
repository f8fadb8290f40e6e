/** The keys that run a cell: Shift+Enter runs and goes on, Ctrl or Cmd with Enter runs and stays, Alt+Enter does nothing. */
import { type Extension, Prec } from '@codemirror/state'
import { keymap } from '@codemirror/view'

/** Before every other binding of Enter. While a word is being composed, CodeMirror passes no key on. */
export function runKeys(run: (goOn: boolean) => void): Extension {
  const asked = (goOn: boolean) => () => {
    run(goOn)
    return true
  }
  return Prec.highest(
    keymap.of([
      { key: 'Shift-Enter', run: asked(true) },
      { key: 'Mod-Enter', run: asked(false) },
      { key: 'Alt-Enter', run: () => true },
    ]),
  )
}
