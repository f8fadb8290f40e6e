import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PatchError, patchModule } from '../../../lib/postgres/patch/patch.ts'
import { findStaticVariables } from '../../../lib/postgres/patch/static-variables.ts'
import { readNames, signedLeb } from '../../../lib/postgres/patch/wasm-binary.ts'

const released = readFileSync(
  join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), 'pglite.wasm'),
)

describe('the module patch', () => {
  it('changes about fifty bytes in place and leaves a valid module', () => {
    const { bytes, changedBytes } = patchModule(released)
    expect(bytes.length).toBe(released.length)
    expect(changedBytes).toBeGreaterThan(40)
    expect(changedBytes).toBeLessThan(60)
    expect(WebAssembly.validate(bytes)).toBe(true)
  })

  it('imports a shared memory', async () => {
    const module = await WebAssembly.compile(Uint8Array.from(patchModule(released).bytes))
    const imports = WebAssembly.Module.imports(module)
    expect(imports).toContainEqual({ module: 'env', name: 'memory', kind: 'memory' })
    const unshared = new WebAssembly.Memory({ initial: 2048, maximum: 32768 })
    const env = Object.fromEntries(imports.map(({ name }) => [name, name === 'memory' ? unshared : () => 0]))
    await expect(WebAssembly.instantiate(module, { env, wasi_snapshot_preview1: env })).rejects.toThrow(
      /mismatch in shared state of memory/,
    )
  })

  it('says what to do when it has been patched already', () => {
    const { bytes } = patchModule(released)
    expect(() => patchModule(bytes)).toThrow(PatchError)
    expect(() => patchModule(bytes)).toThrow(
      'cannot patch pglite.wasm: found 0 of 1 places of "import of the memory"; use the version of @electric-sql/pglite that package.json pins',
    )
  })

  it('has old rows logged whole: ExtractReplicaIdentity takes "f" for what the catalogue says', () => {
    const { bytes } = patchModule(released)
    const changed = [...bytes.keys()].filter((at) => bytes[at] !== released[at])
    const loadsReplicaIdentity = [0x2d, 0, 0x82, 1]
    const place = changed.find((at) => loadsReplicaIdentity.every((byte, i) => released[at + i] === byte))
    // drop; i32.const 'f'
    expect([...bytes.subarray(place, (place ?? 0) + 4)]).toEqual([0x1a, 0x41, 0xe6, 0])
  })

  it('finds static variables in the code of functions that read them', () => {
    const { variables } = patchModule(released)
    const { exportedConstants } = readNames(released)
    for (const address of Object.values(variables)) {
      expect(address % 4).toBe(0)
      expect(address).toBeGreaterThan(1024)
      expect(address).toBeLessThan(exportedConstants.get('__heap_base') ?? 0)
    }
    expect(() => findStaticVariables(Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]))).toThrow(
      'cannot find the variable CurrentTransactionState in pglite.wasm; use the version of @electric-sql/pglite that package.json pins',
    )
  })

  it('finds places by name: another module is refused with a sentence', () => {
    const empty = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])
    expect(() => patchModule(empty)).toThrow(PatchError)
  })
})

describe('reading a WebAssembly binary', () => {
  it('knows imports and exported addresses', () => {
    const names = readNames(released)
    expect(names.importedFunctions.get('__syscall_poll')).toBeGreaterThan(0)
    expect(names.exportedConstants.get('MyProcPid')).toBeGreaterThan(1000)
  })

  it('writes signed numbers as the format has them', () => {
    expect(signedLeb(0)).toEqual([0])
    expect(signedLeb(63)).toEqual([63])
    expect(signedLeb(64)).toEqual([0xc0, 0])
    expect(signedLeb(-2)).toEqual([0x7e])
    expect(signedLeb(-123456)).toEqual([0xc0, 0xbb, 0x78])
  })
})
