/** The editor's code, which comes when the text is there to be read. */
import { part } from '../primitives/parts-of-the-page.ts'

export const loadEditor = part(() => import('./create-editor.ts'))
