/**
 * PostgreSQL measures how deep it is on the stack in its memory (max_stack_depth). The JavaScript engine has a stack of
 * its own for the same calls, of which nobody tells how large it is, and which may end first. Then the engine throws, and
 * what PostgreSQL would have said is said here, at the innermost place that catches errors.
 */
import { type EmscriptenModule, exitStatus, type ImportedFunctions } from './emscripten.ts'
import { raise } from './ereport.ts'
import type { Memory } from './memory.ts'

/** How it was when a call began: the top of the stack in memory, and who handles and explains errors. */
export interface CallState {
  stack: number
  handler: number
  context: number
}

export function stateOf(memory: Memory): CallState {
  return {
    stack: memory.address('__stack_pointer'),
    handler: memory.variable('PG_exception_stack'),
    context: memory.variable('error_context_stack'),
  }
}

/** Makes an ERROR of a full stack wherever C has set a jump (PG_TRY): those calls go through JavaScript. */
export function reportFullStacks(
  env: ImportedFunctions,
  memory: Memory,
  module: () => EmscriptenModule,
): void {
  for (const [name, invoke] of Object.entries(env)) {
    if (!name.startsWith('invoke_')) continue
    env[name] = (...args) => {
      const state = stateOf(memory)
      try {
        return invoke(...args)
      } catch (error) {
        // The innermost such call may have too little room left to say anything: then one further out does.
        if (!isFullStack(error) || !hasRoom(ROOM)) throw error
        jumpWith(error, memory, module(), state)
        return name.startsWith('invoke_j') ? NO_LONG : 0
      }
    }
  }
}

/** What a call answers that ends in a jump, when its answer has 64 bits: WebAssembly then takes a BigInt only. */
const NO_LONG = 0n as unknown as number
/** Calls of JavaScript: some 100 kB, enough for PostgreSQL to report an error. */
const ROOM = 1500

function hasRoom(calls: number): boolean {
  try {
    return calls === 0 || hasRoom(calls - 1)
  } catch {
    return false
  }
}

/**
 * What the engine throws when its stack is full: V8 and WebKit, Firefox. No regular expression: V8 ends the whole process
 * when it has too little stack left to compile one (seen in Node 20).
 */
export function isFullStack(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error instanceof RangeError ? error.message.includes('call stack') : error.name === 'InternalError'
}

/** PostgreSQL's words (miscadmin.h, check_stack_depth); the exception that this leaves with is a jump. */
export function raiseFullStack(memory: Memory, state: CallState): void {
  // Calls further in are gone, and with them the places that they had set for errors.
  memory.setVariable('PG_exception_stack', state.handler)
  memory.setVariable('error_context_stack', state.context)
  raise(memory, {
    code: '54001',
    message: 'stack depth limit exceeded',
    hint: 'The stack of the JavaScript engine is full. Use a function or value that is nested less deeply.',
    file: 'stack_depth.c',
    routine: 'check_stack_depth',
  })
}

/** As Emscripten's own invoke functions take a jump: C is told that there is one, and looks who it is for. */
function jumpWith(cause: unknown, memory: Memory, module: EmscriptenModule, state: CallState): void {
  try {
    raiseFullStack(memory, state)
  } catch (jump) {
    // An exit, or a mistake of ours, goes on its way; a jump is neither.
    if (jump instanceof Error || exitStatus(jump) !== null) throw jump
    module.stackRestore(state.stack)
    memory.call('setThrew', 1, 0)
    return
  }
  throw cause
}
