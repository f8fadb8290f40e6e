/** Python's modules compiled ahead, which halves the time that Python takes to start. Each takes a start of Pyodide. */
import { readFile } from 'node:fs/promises'
import type { PyodideAPI } from 'pyodide'

/** The part in Python. */
export const COMPILER = new URL('./compile_python.py', import.meta.url)

const SOURCE = '/tmp/library.zip'
const TARGET = '/tmp/compiled.zip'

/** The standard library, Pyodide's python_stdlib.zip, with compiled modules in it. */
export async function compileLibrary(library: Uint8Array): Promise<Uint8Array> {
  const pyodide = await startCompiler()
  pyodide.FS.writeFile(SOURCE, new Uint8Array(library))
  pyodide.globals.get('compile_library')(SOURCE, TARGET)
  return pyodide.FS.readFile(TARGET)
}

/** Compiled modules in base64, of sources; both by their paths below site-packages. */
export async function compileModules(
  sources: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const pyodide = await startCompiler()
  const compiled = pyodide.globals.get('compile_modules')(pyodide.toPy(sources))
  return compiled.toJs()
}

async function startCompiler(): Promise<PyodideAPI> {
  const { loadPyodide } = await import('pyodide')
  const pyodide = await loadPyodide()
  pyodide.runPython(await readFile(COMPILER, 'utf8'))
  return pyodide
}
