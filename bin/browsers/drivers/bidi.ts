/** A WebDriver BiDi session over a WebSocket. W3C, "WebDriver BiDi". */

interface BidiAnswer {
  id?: number
  result?: unknown
  error?: string
  message?: string
}

export class Bidi {
  private nextId = 1
  private readonly waiting = new Map<number, (answer: BidiAnswer) => void>()

  private constructor(private readonly socket: WebSocket) {
    socket.addEventListener('message', ({ data }) => {
      const answer: BidiAnswer = JSON.parse(String(data))
      if (answer.id === undefined) return
      this.waiting.get(answer.id)?.(answer)
      this.waiting.delete(answer.id)
    })
    socket.addEventListener('close', () => {
      for (const settle of this.waiting.values())
        settle({ error: 'closed', message: 'the browser has closed the connection' })
      this.waiting.clear()
    })
  }

  static async connect(address: string): Promise<Bidi> {
    const socket = new WebSocket(address)
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve())
      socket.addEventListener('error', () => reject(new Error(`could not connect to ${address}`)))
    })
    return new Bidi(socket)
  }

  /** Sends a command; gives its result. Rejects with the browser's error. */
  async send(method: string, params: object): Promise<unknown> {
    const id = this.nextId++
    const answer = await new Promise<BidiAnswer>((resolve) => {
      this.waiting.set(id, resolve)
      this.socket.send(JSON.stringify({ id, method, params }))
    })
    if (answer.error) throw new Error(`${method}: ${answer.error}: ${answer.message}`)
    return answer.result
  }
}
