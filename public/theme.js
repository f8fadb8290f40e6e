// Runs in <head> before the first paint: the remembered theme without a flash, the mark that scripts run, early presses of Run.
document.documentElement.dataset.scripted = ''
try {
  const theme = localStorage.getItem('theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is refused: the system's theme stands.
}
// A Run that is pressed before the page has come alive is kept: components/notebook/early-runs.ts takes it.
const pressedEarly = new Set()
const keepEarlyRun = ({ target }) => {
  const cell = target.closest('[data-run]')?.closest('section[id]')
  if (cell) pressedEarly.add(cell.id)
}
addEventListener('click', keepEarlyRun, true)
globalThis.takeEarlyRuns = () => {
  removeEventListener('click', keepEarlyRun, true)
  const cells = [...pressedEarly]
  pressedEarly.clear()
  return cells
}
