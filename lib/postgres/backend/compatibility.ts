/** Lets PGlite run on a shared memory: what engines refuse to do with shared views, and memories of side modules. */
import { Cursor, type Section, sections } from '../patch/wasm-binary.ts'

const SECTION_IMPORT = 2
/** Import "env" "memory", kind 2. */
const MEMORY_IMPORT = [3, 0x65, 0x6e, 0x76, 6, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 2]
const SHARED_WITH_MAXIMUM = 3
const WITH_MAXIMUM = 1
/** 65536 pages, unsigned LEB128. */
const LARGEST_MAXIMUM = [0x80, 0x80, 4]

let installed = false

/**
 * Patches the globals of this worker, once. `provides` says whether PostgreSQL itself has a function that a side module
 * imports: a module with a function that is missing is not loaded, as a dynamic linker refuses one, instead of failing
 * when that function is called.
 */
export function allowSharedMemory(provides: (name: string) => boolean): void {
  if (installed) return
  installed = true
  const decode = TextDecoder.prototype.decode
  TextDecoder.prototype.decode = function (input, options) {
    return decode.call(this, input && isShared(input) ? copyOf(input) : input, options)
  }
  const getRandomValues = crypto.getRandomValues.bind(crypto)
  crypto.getRandomValues = <T extends ArrayBufferView | null>(view: T): T => {
    if (!view || !isShared(view)) return getRandomValues(view as never)
    new Uint8Array(view.buffer, view.byteOffset, view.byteLength).set(
      getRandomValues(new Uint8Array(view.byteLength)),
    )
    return view
  }
  WebAssembly.Module = new Proxy(WebAssembly.Module, {
    construct: (Module, [bytes]: [BufferSource]) => {
      const module = new Module(shareImportedMemory(bytes))
      const missing = WebAssembly.Module.imports(module).find(
        ({ module: from, kind, name }) => from === 'env' && kind === 'function' && !provides(name),
      )
      if (missing) throw new WebAssembly.LinkError(`undefined symbol: ${missing.name}`)
      return module
    },
  })
  const compile = WebAssembly.compile
  WebAssembly.compile = (bytes) => compile(shareImportedMemory(bytes))
  const instantiate = WebAssembly.instantiate as (
    source: BufferSource | WebAssembly.Module,
    imports: unknown,
  ) => unknown
  Object.assign(WebAssembly, {
    instantiate: (source: BufferSource | WebAssembly.Module, imports: unknown) =>
      instantiate(source instanceof WebAssembly.Module ? source : shareImportedMemory(source), imports),
  })
}

/**
 * Side modules (plpgsql.so …) import the memory as unshared and without a maximum, which does not fit a shared one:
 * the import is rewritten. A module that imports no memory comes back as it was.
 */
export function shareImportedMemory(source: BufferSource): Uint8Array<ArrayBuffer> {
  const bytes = copyOf(source)
  for (const section of sections(bytes)) {
    if (section.id !== SECTION_IMPORT) continue
    for (let at = section.start; at < section.end; at++) {
      if (!MEMORY_IMPORT.every((byte, i) => bytes[at + i] === byte)) continue
      const flag = at + MEMORY_IMPORT.length
      if (bytes[flag] !== WITH_MAXIMUM) return withMaximum(bytes, section, flag)
      bytes[flag] = SHARED_WITH_MAXIMUM
      return bytes
    }
  }
  return bytes
}

/** Adds the maximum that a shared memory must have; the section grows, and with it the number that says its size. */
function withMaximum(bytes: Uint8Array, section: Section, flag: number): Uint8Array<ArrayBuffer> {
  const minimum = new Cursor(bytes, flag + 1)
  minimum.unsigned()
  const size = section.end - section.start + LARGEST_MAXIMUM.length
  // Four bytes of LEB128, whatever the old size took.
  const sizeBytes = [
    (size & 0x7f) | 0x80,
    ((size >> 7) & 0x7f) | 0x80,
    ((size >> 14) & 0x7f) | 0x80,
    size >> 21,
  ]
  return concatenate([
    bytes.subarray(0, section.at + 1),
    sizeBytes,
    bytes.subarray(section.start, flag),
    [SHARED_WITH_MAXIMUM],
    bytes.subarray(flag + 1, minimum.at),
    LARGEST_MAXIMUM,
    bytes.subarray(minimum.at),
  ])
}

function concatenate(parts: ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function isShared(input: ArrayBufferView | AllowSharedBufferSource): boolean {
  const buffer = ArrayBuffer.isView(input) ? input.buffer : input
  return buffer instanceof SharedArrayBuffer
}

function copyOf(input: AllowSharedBufferSource): Uint8Array<ArrayBuffer> {
  return ArrayBuffer.isView(input)
    ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength).slice()
    : new Uint8Array(input).slice()
}
