/** Brings a cell into view, gives it the focus, and marks it until the learner has gone on from it. */

/** The focus is on its Run button: the next press runs it. */
export function goToCell(id: string): void {
  const cell = document.getElementById(id)
  if (!cell) return
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  cell.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' })
  cell.querySelector<HTMLElement>('[data-run]')?.focus({ preventScroll: true })
  cell.dataset.found = ''
  const leave = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node && cell.contains(relatedTarget)) return
    delete cell.dataset.found
    cell.removeEventListener('focusout', leave)
  }
  cell.addEventListener('focusout', leave)
}
