/** Compiles each command to one file that Node runs without a loader: `bin/NAME/main.ts` to `build/bin/NAME.mjs`. */
import { existsSync } from 'node:fs'
import { chmod, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

/** Bundles all commands. Takes some hundredths of a second, so it is done each time: a command is never stale. */
export async function bundleCommands(root: string): Promise<void> {
  const commands = (await readdir(join(root, 'bin'))).filter(
    (name) => name !== 'prepare' && existsSync(join(root, 'bin', name, 'main.ts')),
  )
  await build({
    entryPoints: commands.map((name) => ({ in: join(root, 'bin', name, 'main.ts'), out: name })),
    outdir: join(root, 'build', 'bin'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.9',
    banner: { js: '#!/usr/bin/env node' },
    logLevel: 'warning',
  })
  // `npx lessons` runs it as a program.
  await Promise.all(commands.map((name) => chmod(join(root, 'build', 'bin', `${name}.mjs`), 0o755)))
}
