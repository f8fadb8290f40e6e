// Runs in <head> before the first paint: the remembered theme without a flash, and the mark that scripts run.
document.documentElement.dataset.scripted = ''
try {
  const theme = localStorage.getItem('theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is refused: the system's theme stands.
}
