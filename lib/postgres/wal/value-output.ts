/** PostgreSQL's own output functions, for types that values/ does not know. */

export interface ValueOutput {
  /**
   * Text of a built-in type's value by PostgreSQL's own output function; null if it cannot be asked. `datum` is the
   * detoasted varlena with its header of four bytes, or the fixed-length bytes.
   */
  text(typeOid: number, datum: Uint8Array, byValue: boolean): string | null
}
