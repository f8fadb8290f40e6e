/** `npm run prepare`, which npm also runs at the end of `npm install`: everything that commands need and git does not keep. */
import { fileURLToPath } from 'node:url'
import { bundleCommands } from './commands.ts'
import { prepareEngine } from './engine.ts'
import { preparePython } from './python.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
await prepareEngine(root)
await preparePython(root)
await bundleCommands(root)
