/** Fences as text: their marks are longer than anything inside that looks like an end. */

/** A fence with this opening line and text, without a line end at its end. */
export function fenced(info: string, text: string): string {
  const marks = safeMarks('```', text)
  return [marks + info, ...(text === '' ? [] : [text]), marks].join('\n')
}

/** `marks` as they are, or as many of them as it takes. */
export function safeMarks(marks: string, text: string): string {
  const mark = marks[0] ?? '`'
  const runs = Array.from(text.matchAll(/^ {0,3}(`{3,}|~{3,})[ \t]*$/gm), ([, run]) => run ?? '')
  const longest = Math.max(0, ...runs.filter((run) => run[0] === mark).map((run) => run.length))
  return mark.repeat(Math.max(marks.length, longest + 1))
}
