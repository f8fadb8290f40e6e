/** Text as a terminal would leave it: what a carriage return has written over is gone, colours are left out. Pure. */

const esc = String.fromCharCode(27)
const bell = String.fromCharCode(7)
const backspace = String.fromCharCode(8)

/** Colours and cursor moves (CSI), titles and links (OSC), and what has two characters. */
const sequences = new RegExp(
  `${esc}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${bell}${esc}]*(?:${bell}|${esc}\\\\)|[@-Z\\\\-_])`,
  'g',
)

/** ECMA-48: CR moves to the start of the line, BS one place back; sequences that begin with ESC are not for the eye. */
export function terminalText(text: string): string {
  if (!['\r', backspace, esc].some((special) => text.includes(special))) return text
  return text.replaceAll('\r\n', '\n').replace(sequences, '').split('\n').map(lineOf).join('\n')
}

function lineOf(written: string): string {
  if (!written.includes('\r') && !written.includes(backspace)) return written
  const line: string[] = []
  let column = 0
  for (const character of written) {
    if (character === '\r') column = 0
    else if (character === backspace) column = Math.max(0, column - 1)
    else {
      line[column] = character
      column += 1
    }
  }
  return line.join('')
}
