/** Python's standard library with compiled modules in it, which halve the time that Python takes to start. */
import { readFile } from 'node:fs/promises'

/** The part in Python. */
export const COMPILER = new URL('./compile_library.py', import.meta.url)

const SOURCE = '/tmp/library.zip'
const TARGET = '/tmp/compiled.zip'

/** Takes some seconds: Pyodide is started for it. `library` is its python_stdlib.zip. */
export async function compileLibrary(library: Uint8Array): Promise<Uint8Array> {
  const { loadPyodide } = await import('pyodide')
  const pyodide = await loadPyodide()
  pyodide.FS.writeFile(SOURCE, new Uint8Array(library))
  pyodide.runPython(await readFile(COMPILER, 'utf8'))
  pyodide.globals.get('compile_library')(SOURCE, TARGET)
  return pyodide.FS.readFile(TARGET)
}
