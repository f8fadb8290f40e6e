/**
 * Words in shared memory that all backends of a server and its host see: the run lock, who holds it, where PostgreSQL's
 * shared memory lies, and a mailbox for each backend.
 */

const CONTROL_BYTES = 16384
const LAYOUT_AT = 64
const MAILBOXES_AT = 128
const MAILBOX_WORDS = 8
export const MAX_SLOTS = Math.floor((CONTROL_BYTES / 4 - MAILBOXES_AT) / MAILBOX_WORDS)

/** Indexes of the words. */
export const word = {
  /** Run lock: the next ticket, and the ticket that is served. */
  ticket: 0,
  serving: 1,
  /** Slot + 1 of the backend that ran last; its memory is the true shared memory. 0: none yet. */
  lastHolder: 2,
  holder: 3,
  /** 1 when the keeper serves, so that others may join. */
  keeperUp: 4,
  /** 1 when the cluster has crashed: nobody may go on. */
  dead: 5,
  /** Address of InterruptPending, the same in every backend. */
  interruptPending: 6,
  /** Pages of the preallocated dynamic memory that have ever been used. */
  dynamicTop: 14,
} as const

/** Bit of a mailbox that no signal uses: bytes have come from the client, or room for more has been made. */
export const CLIENT_BIT = 1 << 31
/** Another one, in the keeper's mailbox: WAL has been written that the journal is to tell of. */
export const JOURNAL_BIT = 1

const field = { pending: 0, pid: 1, alive: 2, memoryTop: 3, delivered: 4 } as const

/** View on the control words. */
export class Control {
  readonly words: Int32Array

  constructor(readonly buffer: SharedArrayBuffer) {
    this.words = new Int32Array(buffer)
  }

  static create(): Control {
    return new Control(new SharedArrayBuffer(CONTROL_BYTES))
  }

  /** Where PostgreSQL's shared memory lies; shared-layout.ts says how it is written. */
  get layout(): Int32Array {
    return this.words.subarray(LAYOUT_AT, MAILBOXES_AT)
  }

  get(index: number): number {
    return Atomics.load(this.words, index)
  }

  set(index: number, value: number): void {
    Atomics.store(this.words, index, value)
  }

  /** Index of the word in which the signals of a backend wait, a bit each. */
  mailbox(slot: number): number {
    return MAILBOXES_AT + slot * MAILBOX_WORDS + field.pending
  }

  pid(slot: number): number {
    return this.get(MAILBOXES_AT + slot * MAILBOX_WORDS + field.pid)
  }

  isAlive(slot: number): boolean {
    return this.get(MAILBOXES_AT + slot * MAILBOX_WORDS + field.alive) !== 0
  }

  /** How often the slot's backend has taken what was in its mailbox, modulo 2^32. */
  delivered(slot: number): number {
    return this.get(MAILBOXES_AT + slot * MAILBOX_WORDS + field.delivered)
  }

  /** Takes what is in the mailbox. */
  take(slot: number): number {
    const taken = Atomics.exchange(this.words, this.mailbox(slot), 0)
    if (taken !== 0) Atomics.add(this.words, MAILBOXES_AT + slot * MAILBOX_WORDS + field.delivered, 1)
    return taken
  }

  /** A backend takes the slot; its mailbox is empty. */
  register(slot: number, pid: number): void {
    this.set(this.mailbox(slot), 0)
    this.set(MAILBOXES_AT + slot * MAILBOX_WORDS + field.pid, pid)
  }

  setAlive(slot: number, alive: boolean): void {
    this.set(MAILBOXES_AT + slot * MAILBOX_WORDS + field.alive, alive ? 1 : 0)
  }

  /** How far the C variables of the slot's last backend reach: a new one must find zeros there. */
  memoryTop(slot: number): number {
    return this.get(MAILBOXES_AT + slot * MAILBOX_WORDS + field.memoryTop)
  }

  setMemoryTop(slot: number, address: number): void {
    this.set(MAILBOXES_AT + slot * MAILBOX_WORDS + field.memoryTop, address)
  }

  /** Puts a bit into a mailbox and wakes its owner. */
  post(slot: number, bit: number): void {
    const at = this.mailbox(slot)
    Atomics.or(this.words, at, bit)
    Atomics.notify(this.words, at)
  }

  /** The same for a bit whose owner is woken once, and finds all that has come until it looks. */
  hint(slot: number, bit: number): void {
    const at = this.mailbox(slot)
    if (!(Atomics.or(this.words, at, bit) & bit)) Atomics.notify(this.words, at)
  }

  /** Takes a single bit away; its owner only. */
  drop(slot: number, bit: number): void {
    Atomics.and(this.words, this.mailbox(slot), ~bit)
  }

  /** Slot of a process, -1 if there is none alive. */
  slotOf(pid: number, slots: number): number {
    for (let slot = 0; slot < slots; slot++) if (this.pid(slot) === pid && this.isAlive(slot)) return slot
    return -1
  }
}
