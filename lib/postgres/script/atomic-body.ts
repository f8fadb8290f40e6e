/**
 * Semicolons inside BEGIN ATOMIC … END bodies do not end a statement. Like psql, this watches the identifiers of a
 * statement: after CREATE [OR REPLACE] FUNCTION or PROCEDURE, BEGIN opens a body; CASE inside it needs an END of its own.
 */

const routineStarts = [
  ['create', 'function'],
  ['create', 'procedure'],
  ['create', 'or', 'replace', 'function'],
  ['create', 'or', 'replace', 'procedure'],
]

export class AtomicBody {
  /** The statement's first four identifiers, in lower case. */
  #first: string[] = []
  #depth = 0

  get open(): boolean {
    return this.#depth > 0
  }

  /** The next identifier outside of quotes. Words in parentheses never open or close a body. */
  see(identifier: string, inParentheses: boolean): void {
    const word = identifier.toLowerCase()
    if (this.#first.length < 4) this.#first.push(word)
    if (inParentheses || !this.#inRoutine()) return
    if (word === 'begin' || (word === 'case' && this.open)) this.#depth++
    else if (word === 'end' && this.open) this.#depth--
  }

  /** A semicolon that joins statements or ends one: the next identifier is the first again. */
  startStatement(): void {
    this.#first = []
  }

  #inRoutine(): boolean {
    return routineStarts.some((start) => start.every((word, index) => this.#first[index] === word))
  }
}
