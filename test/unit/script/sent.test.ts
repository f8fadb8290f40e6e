import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ScriptScanner } from '../../../lib/postgres/script/scanner.ts'
import type { Sent } from './recorded/sink.ts'

const folder = join(import.meta.dirname, 'recorded', 'sent')

/** What we would send, if the server asks for COPY data as the recording's sink does. */
function sentFor(script: string): Sent[] {
  const scanner = new ScriptScanner(script)
  const sent: Sent[] = []
  for (let part = scanner.next(); part !== null; part = scanner.next()) {
    if (part.kind === 'command') continue
    sent.push({ query: part.text })
    if (/^copy \w+ from stdin;$/.test(part.text)) sent.push({ copy: scanner.copyData().text })
  }
  return sent
}

describe('what a real psql sent', () => {
  const scripts = readdirSync(folder).filter((file) => file.endsWith('.sql'))
  it.each(scripts)('%s', (file) => {
    const recorded = JSON.parse(readFileSync(join(folder, file.replace(/sql$/, 'json')), 'utf8'))
    expect(sentFor(readFileSync(join(folder, file), 'utf8'))).toEqual(recorded)
  })
})
