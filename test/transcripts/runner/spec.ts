/**
 * What a spec says: sessions, their steps, and the orders in which they are played. The text format:
 *
 *     # The anomaly, in words, and its source.
 *
 *     for level: READ COMMITTED, SERIALIZABLE        every order is played with each value; :level stands for it
 *
 *     setup                                          as postgres, before each run; likewise teardown, after it
 *         CREATE TABLE test (id int);
 *
 *     session alice, bob                             both have these steps; `session bob as ROLE in DATABASE`
 *         begins: BEGIN ISOLATION LEVEL :level;
 *         writes: UPDATE test                        a step may go on in lines that stand further in
 *                 SET id = 2;
 *
 *     order Bob waits                                one line for each step, in the order in which they are taken
 *         alice writes
 *         bob writes
 *
 * The next step is taken when the last one is done or the server says that it is blocked. A line may end in
 * `, to its end` (it may be blocked for a while, but ends by itself) or `, in the background` (it computes meanwhile).
 * Beside its own steps a session `is blocked` (what it has left open must still wait), `is done` (it must end now),
 * `is ended` (the server ends the connection), and `disconnects`.
 */

export interface Spec {
  /** The comment at its head: what is shown, and where it has been described. */
  about: string
  variables: Variable[]
  setup: string
  teardown: string
  sessions: SessionSpec[]
  orders: Order[]
}

export interface Variable {
  name: string
  values: string[]
}

export interface SessionSpec {
  name: string
  role: string
  database: string
  /** Name of a step to its SQL, with variables still in it. */
  steps: Map<string, string>
}

export interface Order {
  title: string
  lines: OrderLine[]
}

/**
 * `blocked`: what is left open must still wait. `done`: it must end now. `ended`: the server ends the connection.
 * `disconnects`: the client does.
 */
export type Action =
  | { kind: 'step'; step: string; until: Until }
  | { kind: 'blocked' | 'done' | 'ended' | 'disconnects' }

/** When the next line may begin: done or blocked; done; or seen running. */
export type Until = 'settled' | 'end' | 'running'

export interface OrderLine {
  session: string
  action: Action
  /** Line of the spec, from 1. */
  line: number
}

/** A spec cannot be read, or be played as it says. The message names file and line. */
export class SpecError extends Error {
  constructor(file: string, line: number, message: string) {
    super(`${file}:${line}: ${message}`)
    this.name = 'SpecError'
  }
}
