/** Raises an ERROR of PostgreSQL's from JavaScript. Source: ereport() and MAKE_SQLSTATE, utils/elog.h. */
import type { Memory } from './memory.ts'

const ERROR = 21

export interface Report {
  /** SQLSTATE. */
  code: string
  message: string
  hint?: string
  /** Where PostgreSQL itself would report it: file and function. */
  file: string
  routine: string
}

/** Leaves as C's ereport(ERROR) does: by a jump to PostgreSQL's handler, which is an exception here. */
export function raise(memory: Memory, { code, message, hint, file, routine }: Report): void {
  const format = (text: string) => memory.allocateText(text.replaceAll('%', '%%'))
  memory.call('errstart', ERROR, 0)
  memory.call('errcode', sqlState(code))
  memory.call('errmsg_internal', format(message), 0)
  if (hint) memory.call('errhint', format(hint), 0)
  memory.call('errfinish', memory.allocateText(file), 0, memory.allocateText(routine))
}

/** Six bits for each character. */
function sqlState(code: string): number {
  return [...code].reduce(
    (sum, character, i) => sum | (((character.charCodeAt(0) - 48) & 0x3f) << (6 * i)),
    0,
  )
}
