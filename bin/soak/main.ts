import { launch } from '../command.ts'
import { run } from './run.ts'

await launch(run, import.meta.url)
