/** Reads just as much of a WebAssembly binary as the patch needs: LEB128 numbers, imports, exported constants. */

const SECTION_IMPORT = 2
const SECTION_GLOBAL = 6
const SECTION_EXPORT = 7
const SECTION_CODE = 10
const KIND_FUNCTION = 0
const KIND_GLOBAL = 3
const OPCODE_I32_CONST = 0x41

/** A signed LEB128 number, as `i32.const` has it. */
export function signedLeb(value: number): number[] {
  const out: number[] = []
  for (let rest = value; ; ) {
    const low = rest & 0x7f
    rest >>= 7
    if ((rest === 0 && !(low & 0x40)) || (rest === -1 && low & 0x40)) return [...out, low]
    out.push(low | 0x80)
  }
}

/** A position in the bytes that moves as it is read. */
export class Cursor {
  constructor(
    readonly bytes: Uint8Array,
    public at: number,
  ) {}

  byte(): number {
    const value = this.bytes[this.at]
    if (value === undefined) throw new RangeError(`the WebAssembly binary ends at ${this.at}`)
    this.at++
    return value
  }

  unsigned(): number {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte()
      value += (byte & 0x7f) * 2 ** shift
      if (!(byte & 0x80)) return value
    }
  }

  signed(): number {
    let value = 0
    for (let shift = 0; ; ) {
      const byte = this.byte()
      value |= (byte & 0x7f) << shift
      shift += 7
      if (!(byte & 0x80)) return shift < 32 && byte & 0x40 ? value | (-1 << shift) : value
    }
  }

  name(): string {
    const length = this.unsigned()
    const text = new TextDecoder().decode(this.bytes.slice(this.at, this.at + length))
    this.at += length
    return text
  }

  /** Minimum, and maximum where there is one. */
  limits(): void {
    const flags = this.byte()
    this.unsigned()
    if (flags & 1) this.unsigned()
  }
}

/** A section: its id, the place of the id, and where its content starts and ends. */
export interface Section {
  id: number
  at: number
  start: number
  end: number
}

export function* sections(bytes: Uint8Array): Generator<Section> {
  const cursor = new Cursor(bytes, 8)
  while (cursor.at < bytes.length) {
    const { at } = cursor
    const id = cursor.byte()
    const size = cursor.unsigned()
    const start = cursor.at
    yield { id, at, start, end: start + size }
    cursor.at = start + size
  }
}

/** What the patch looks up by name. */
export interface WasmNames {
  /** Index of an imported function, by its field name. */
  importedFunctions: ReadonlyMap<string, number>
  /** Value of an exported constant, such as the address of a C variable. */
  exportedConstants: ReadonlyMap<string, number>
  /** Code of an exported function: its locals and its instructions. */
  exportedCode: ReadonlyMap<string, Uint8Array>
}

/** The names of a module. Globals that are not plain `i32.const` are left out. */
export function readNames(bytes: Uint8Array): WasmNames {
  const importedFunctions = new Map<string, number>()
  const exportedConstants = new Map<string, number>()
  const exportedFunctions = new Map<string, number>()
  const exportedCode = new Map<string, Uint8Array>()
  const constants: (number | undefined)[] = []
  for (const { id, start } of sections(bytes)) {
    const cursor = new Cursor(bytes, start)
    if (id === SECTION_IMPORT) readImports(cursor, importedFunctions, constants)
    else if (id === SECTION_GLOBAL) readGlobals(cursor, constants)
    else if (id === SECTION_EXPORT)
      for (let count = cursor.unsigned(); count > 0; count--) {
        const name = cursor.name()
        const kind = cursor.byte()
        const index = cursor.unsigned()
        const value = constants[index]
        if (kind === KIND_GLOBAL && value !== undefined) exportedConstants.set(name, value)
        if (kind === KIND_FUNCTION) exportedFunctions.set(name, index)
      }
    else if (id === SECTION_CODE) {
      const bodies = readBodies(cursor)
      for (const [name, index] of exportedFunctions) {
        const body = bodies[index - importedFunctions.size]
        if (body) exportedCode.set(name, body)
      }
    }
  }
  return { importedFunctions, exportedConstants, exportedCode }
}

/** The code section follows that of the exports. */
function readBodies(cursor: Cursor): Uint8Array[] {
  const bodies: Uint8Array[] = []
  for (let count = cursor.unsigned(); count > 0; count--) {
    const size = cursor.unsigned()
    bodies.push(cursor.bytes.subarray(cursor.at, cursor.at + size))
    cursor.at += size
  }
  return bodies
}

function readImports(cursor: Cursor, functions: Map<string, number>, globals: (number | undefined)[]): void {
  let index = 0
  for (let count = cursor.unsigned(); count > 0; count--) {
    cursor.name()
    const field = cursor.name()
    const kind = cursor.byte()
    if (kind === KIND_FUNCTION) {
      cursor.unsigned()
      functions.set(field, index++)
    } else if (kind === 1) {
      cursor.byte()
      cursor.limits()
    } else if (kind === 2) cursor.limits()
    else if (kind === KIND_GLOBAL) {
      cursor.byte()
      cursor.byte()
      globals.push(undefined)
    } else {
      cursor.byte()
      cursor.unsigned()
    }
  }
}

function readGlobals(cursor: Cursor, constants: (number | undefined)[]): void {
  for (let count = cursor.unsigned(); count > 0; count--) {
    cursor.byte()
    cursor.byte()
    const opcode = cursor.byte()
    constants.push(opcode === OPCODE_I32_CONST ? cursor.signed() : void cursor.unsigned())
    cursor.byte()
  }
}
