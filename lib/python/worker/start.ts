/** Starts CPython with its standard library and our own modules, and nothing else. */
import type { PyodideAPI, PyodideConfig } from 'pyodide'
import type { Place } from './place.ts'

type WriteModules = NonNullable<PyodideConfig['fsInit']>
type FileSystem = Parameters<WriteModules>[0]

export async function startPython(place: Place): Promise<PyodideAPI> {
  const modules = place.modules()
  return place.load({
    lockFileContents: place.packageIndex,
    packageBaseUrl: '.',
    fsInit: async (files, { sitePackages }) => {
      for (const [path, source] of Object.entries(await modules))
        write(files, `${sitePackages}/${path}`, source)
      place.post({ type: 'loaded' })
    },
  })
}

function write(files: FileSystem, path: string, source: string): void {
  files.mkdirTree(path.slice(0, path.lastIndexOf('/')))
  files.writeFile(path, source)
}
