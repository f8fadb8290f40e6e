/** A browser with one page, as far as the scenario needs it. */

export interface Tab {
  /** Name and version, as the browser tells them. */
  readonly browser: string
  /** Opens an address; settles when it has loaded. */
  goto(address: string): Promise<void>
  /** The value of an expression in the page, as JSON carries it. Rejects with what it threw. */
  evaluate(expression: string): Promise<unknown>
  close(): Promise<void>
}
