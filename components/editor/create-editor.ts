/** Puts an editor into the page. Loaded when a cell is near the view or is touched; knows nothing of React. */
import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands'
import { bracketMatching, indentUnit, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView, highlightSpecialChars, keymap } from '@codemirror/view'
import { codeColours } from './code-colours.ts'
import type { EditorHandle, EditorOptions } from './editor-handle.ts'
import { errorMark, setErrorMark } from './error-mark.ts'
import { keepOverReload, keepState, takeState } from './kept-states.ts'
import { searchKey } from './later.ts'
import { numbersWhereTheyHelp } from './line-numbers.ts'
import { runKeys } from './run-keys.ts'
import { smallestChange } from './smallest-change.ts'
import { tabKey } from './tab-key.ts'
import { textReporter } from './text-reporter.ts'
import { editorTheme } from './theme.ts'

/** Mounts an editor in `parent`. The caller destroys it. */
export function createEditor(options: EditorOptions): EditorHandle {
  const { key, listener } = options
  const reporter = textReporter(() => view.state, listener.textChanged)
  const run = (goOn: boolean) => {
    reporter.flush()
    listener.runRequested(goOn)
  }
  const config = { extensions: [runKeys(run), reporter.extension, extensionsOf(options)] }
  const view: EditorView = new EditorView({
    parent: options.parent,
    state: takeState(key, options.text, config),
  })
  const leaving = () => {
    reporter.flush()
    keepOverReload(key, view.state)
  }
  window.addEventListener('pagehide', leaving)

  return {
    focus: () => view.focus(),
    focusAt(x, y) {
      view.focus()
      view.dispatch({ selection: { anchor: view.posAtCoords({ x, y }, false) } })
    },
    text: () => view.state.doc.toString(),
    selection() {
      const { from, to, empty } = view.state.selection.main
      return empty ? null : { from, to }
    },
    replaceText(text) {
      const changes = smallestChange(view.state.doc.toString(), text)
      if (changes)
        view.dispatch({ changes, annotations: isolateHistory.of('full'), userEvent: 'input.replace' })
      reporter.flush()
    },
    markError(at, inText) {
      const same = at !== null && view.state.doc.toString() === inText
      view.dispatch({ effects: setErrorMark.of(same ? at : null) })
    },
    destroy() {
      window.removeEventListener('pagehide', leaving)
      reporter.flush()
      keepState(key, view.state)
      view.destroy()
    },
  }
}

function extensionsOf({ label, describedBy, language, listener }: EditorOptions): Extension {
  return [
    errorMark,
    numbersWhereTheyHelp,
    history(),
    highlightSpecialChars(),
    language.extension,
    syntaxHighlighting(codeColours),
    bracketMatching(),
    indentUnit.of('    '),
    tabKey(language.tab),
    searchKey,
    keymap.of([...historyKeymap, ...defaultKeymap]),
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-describedby': describedBy,
      spellcheck: 'false',
      autocorrect: 'off',
      autocapitalize: 'off',
      translate: 'no',
      // It is one anyway; said, so that checkers see that long lines can be scrolled by keys.
      tabindex: '0',
    }),
    EditorView.updateListener.of((update) => {
      if (update.selectionSet || update.docChanged) {
        listener.selectionChanged(!update.state.selection.main.empty)
      }
    }),
    editorTheme,
  ]
}
