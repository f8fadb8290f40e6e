/** A page with a server in it that plays specs: `window.transcribe`. */
import { startServer } from '../../../lib/postgres/host/web.ts'
import { Transcriber } from '../runner/transcriber.ts'

declare global {
  interface Window {
    /** The transcript of a spec, as Transcriber gives it. */
    transcribe: (file: string, text: string) => Promise<string>
  }
}

const server = startServer({ assets: '/engine/' })
const transcriber = new Transcriber(server)

window.transcribe = async (file, text) => {
  await server.ready
  return transcriber.transcribe(file, text)
}
