/** Starts CPython with its standard library and our own modules, and nothing else. */
import type { PyodideAPI, PyodideConfig } from 'pyodide'
import type { Place } from './place.ts'

type WriteModules = NonNullable<PyodideConfig['fsInit']>
type FileSystem = Parameters<WriteModules>[0]

/**
 * What Python's module `js` offers: what Pyodide itself needs of it. A lesson's code has no business in the worker around
 * it, from which it could speak to the page in our name, and read what other lessons have kept.
 */
const SCRIPT_GLOBALS = {
  setTimeout: (...given: Parameters<typeof setTimeout>) => setTimeout(...given),
  clearTimeout: (timer: number) => clearTimeout(timer),
  setInterval: (...given: Parameters<typeof setInterval>) => setInterval(...given),
  clearInterval: (timer: number) => clearInterval(timer),
  eval: () => {
    throw new Error('JavaScript does not run here')
  },
}

/** `print` gets what is written to the process's own streams, past Python's: lines, without their newline. */
export async function startPython(
  place: Place,
  print: (stream: 'stdout' | 'stderr', line: string) => void,
): Promise<PyodideAPI> {
  const modules = place.modules()
  return place.load({
    lockFileContents: place.packageIndex,
    packageBaseUrl: '.',
    jsglobals: SCRIPT_GLOBALS,
    stdout: (line) => print('stdout', line),
    stderr: (line) => print('stderr', line),
    fsInit: async (files, { sitePackages }) => {
      const { sources, compiled } = await modules
      for (const [path, text] of Object.entries(sources)) write(files, `${sitePackages}/${path}`, text)
      for (const [path, base64] of Object.entries(compiled))
        write(files, `${sitePackages}/${path}`, bytesOf(base64))
      place.post({ type: 'loaded' })
    },
  })
}

function write(files: FileSystem, path: string, contents: string | Uint8Array): void {
  files.mkdirTree(path.slice(0, path.lastIndexOf('/')))
  files.writeFile(path, contents)
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
}
