/**
 * Loading modules of C (dlopen). Emscripten remembers one that it could not load as if it were there, empty: asked again,
 * it gives that, and PostgreSQL misses its magic block. So what could not be loaded once is refused from then on, with the
 * same words.
 */
import type { ImportedFunctions } from './emscripten.ts'
import { imported } from './imports.ts'
import type { Memory } from './memory.ts'

/** Field of musl's struct dso as Emscripten has it: the path. */
const PATH = 36

export function refuseHalfLoaded(env: ImportedFunctions, memory: Memory): void {
  const open = imported(env, '_dlopen_js')
  /** By path: why. */
  const refused = new Map<string, string>()
  const refuse = (why: string) => {
    const text = memory.allocateText(why.replaceAll('%', '%%'))
    memory.call('__dl_seterr', text, 0)
    memory.call('free', text)
    return 0
  }
  env._dlopen_js = (library = 0) => {
    const path = memory.text(library + PATH)
    const known = refused.get(path)
    if (known !== undefined) return refuse(known)
    const result = open(library)
    if (result !== 0) return result
    // To read the reason is to take it away.
    const why = memory.text(memory.call('dlerror'))
    refused.set(path, why)
    return refuse(why)
  }
}
