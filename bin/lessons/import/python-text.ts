/** Tells Python from prose by its look, where nothing else marks it. */

const statements = [
  /^\s+\S/,
  /^#(?!#)/,
  /^@\w/,
  /^[%!]/,
  /^(?:import|from|def|class|return|raise|assert|del|global|nonlocal|async|await|yield)\s+\S/,
  /^(?:for .* in|while|if|elif|with|except)\b.*:/,
  /^(?:else|try|finally|except)\s*:/,
  /^(?:pass|break|continue)\s*$/,
  /^[A-Za-z_][\w.]*(?:\[[^\]]*\])?(?:\s*,\s*[A-Za-z_][\w.]*)*\s*(?:[-+*/%|&]|\/\/|\*\*)?=(?!=)/,
  /^[A-Za-z_][\w.]*\(/,
  /^[a-z_][\w.]*(?:\[.*\])?\s*$/,
]

/** Whether a paragraph begins as a statement of Python does. */
export function looksLikePython(paragraph: string): boolean {
  const [first = ''] = paragraph.split('\n', 1)
  return statements.some((statement) => statement.test(first))
}

const tokens =
  /'''(?:[^\\]|\\.)*?(?:'''|($))|"""(?:[^\\]|\\.)*?(?:"""|($))|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|#[^\n]*|[[({]|[\])}]/gs

/** Whether what is written so far has a bracket or a string that is not closed. */
export function goesOn(code: string): boolean {
  let depth = 0
  for (const match of code.matchAll(tokens)) {
    const [token, single, double] = match
    if (single !== undefined || double !== undefined) return true
    if (/^[[({]$/.test(token)) depth++
    else if (/^[\])}]$/.test(token)) depth--
  }
  return depth > 0
}

/** Whether a cell prints, or ends with an expression, whose value a notebook shows. */
export function showsSomething(code: string): boolean {
  if (/\b(?:print|pprint|display)\(/.test(code)) return true
  const last = code.trimEnd().split('\n').at(-1) ?? ''
  // They return None.
  if (/\.(?:close|commit|rollback|execute|executemany|set_session)\(.*\)$/.test(last)) return false
  return (
    /^[A-Za-z_[({'"\d]/.test(last) &&
    !/^(?:import|from|del|pass|assert|raise)\b/.test(last) &&
    !/^[\w.,\s[\]'"]+=(?!=)/.test(last)
  )
}
