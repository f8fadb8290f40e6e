/** The editor in the box and the colours of the static text (code.css), so that nothing moves when it takes its place. */
import { EditorView } from '@codemirror/view'

export const editorTheme = EditorView.theme({
  '&': { color: 'var(--color-ink)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  // Above the gutter, which would cut an outline.
  '&.cm-focused::after': {
    content: '""',
    position: 'absolute',
    inset: '0',
    zIndex: '300',
    border: '2px solid var(--color-accent)',
    borderRadius: 'var(--radius-s)',
    pointerEvents: 'none',
  },
  '.cm-scroller': { font: 'inherit', lineHeight: 'inherit', overflow: 'auto', maxHeight: '36rem' },
  '.cm-content': { padding: '4px 16px 4px 14px', caretColor: 'var(--color-ink)' },
  '.cm-line': { padding: '0' },
  // A phone has no room to scroll sideways: code wraps, as the static text does.
  '@media (width < 40rem)': {
    '.cm-content': { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', flexShrink: '1' },
  },
  '.cm-gutters': {
    display: 'none',
    paddingInlineStart: '14px',
    border: '0',
    backgroundColor: 'var(--color-raised)',
    color: 'var(--color-ink-3)',
  },
  '&.cm-numbered .cm-gutters': { display: 'flex' },
  '&.cm-numbered .cm-content': { paddingInlineStart: '0' },
  '.cm-lineNumbers .cm-gutterElement': {
    padding: '0 14px 0 0',
    minWidth: 'calc(2ch + 14px)',
    fontSize: 'var(--text-micro)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    boxShadow: '0 1px 0 var(--color-line-strong), 0 -1px 0 var(--color-line-strong)',
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent' },
  '.cm-tooltip': {
    border: '1px solid var(--color-line-strong)',
    borderRadius: 'var(--radius-control)',
    backgroundColor: 'var(--color-raised)',
    color: 'var(--color-ink)',
    boxShadow: 'var(--shadow-float)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    maxHeight: '15em',
    fontFamily: 'var(--font-mono)',
    fontSize: 'var(--text-small)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 10px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--color-accent-soft)',
    color: 'var(--color-ink)',
  },
  '.cm-completionDetail': {
    marginInlineStart: '1.5em',
    fontStyle: 'normal',
    fontFamily: 'var(--font-sans)',
    color: 'var(--color-ink-2)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-panels': { backgroundColor: 'var(--color-sunken)', color: 'var(--color-ink)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--color-line)' },
  '.cm-panel.cm-search': { fontFamily: 'var(--font-sans)', fontSize: 'var(--text-small)' },
  '.cm-panel.cm-search [name=close]': { color: 'var(--color-ink-2)', cursor: 'pointer' },
  '.cm-textfield': {
    border: '1px solid var(--color-line-strong)',
    borderRadius: 'var(--radius-s)',
    backgroundColor: 'var(--color-raised)',
    color: 'inherit',
    fontSize: 'inherit',
  },
  '.cm-button': {
    border: '1px solid var(--color-line-strong)',
    borderRadius: 'var(--radius-s)',
    backgroundImage: 'none',
    backgroundColor: 'var(--color-raised)',
    color: 'inherit',
    fontSize: 'inherit',
    cursor: 'pointer',
  },
  '.cm-searchMatch': {
    backgroundColor: 'var(--color-accent-soft)',
    outline: '1px solid var(--color-accent)',
  },
})
