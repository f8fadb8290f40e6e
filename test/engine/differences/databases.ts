import { expect } from 'vitest'
import { transcript } from '../support/raw-client.ts'
import type { Proofs } from './world.ts'

const sorted = (words: string[], collation: string) =>
  `SELECT string_agg(w, ' ' ORDER BY w ${collation})
   FROM unnest(ARRAY[${words.map((word) => `'${word}'`).join(', ')}]) AS w`

export const databases: Proofs = {
  'collation-c': async ({ ask }) => {
    expect(await ask(sorted(['apple', 'Banana', 'Äpfel'], ''))).toContain('Banana apple Äpfel')
  },

  'no-languages': async ({ client }) => {
    const author = await client()
    await author.query(
      `SET client_min_messages = error; CREATE COLLATION swedish (provider = icu, locale = 'sv')`,
    )
    for (const collation of ['"unicode"', 'swedish']) {
      const words = sorted(['Banana', 'apple', 'örn', 'zebra'], `COLLATE ${collation}`)
      expect(transcript(await author.query(words))).toContain('apple Banana örn zebra')
    }
    expect(transcript(await author.query('DROP COLLATION swedish'))).toContain('DROP COLLATION')
  },

  english: async ({ client }) => {
    const german = await client()
    expect(transcript(await german.query(`SET lc_messages = 'de_DE.UTF-8'`))).toEqual(['SET', 'I'])
    expect(transcript(await german.query('SELECT 1 / 0'))).toContain('ERROR 22012 division by zero')
  },

  encodings: async ({ client }) => {
    const polyglot = await client()
    const names = `SELECT pg_encoding_to_char(n) FROM generate_series(0, 41) AS n`
    const encodings = transcript(await polyglot.query(names)).slice(0, -2)
    for (const encoding of encodings.filter((each) => each !== 'MULE_INTERNAL'))
      expect(transcript(await polyglot.query(`SET client_encoding = '${encoding}'`))).toEqual(['SET', 'I'])
    for (const [from, to] of [
      ['KOI8R', 'WIN1251'],
      ['LATIN2', 'WIN1250'],
    ])
      expect(transcript(await polyglot.query(`SELECT convert('x', '${from}', '${to}')`))[0]).toMatch(
        /^ERROR 58P01 /,
      )
    expect(transcript(await polyglot.query('SELECT 1'))).toEqual(['1', 'SELECT 1', 'I'])
  },

  'no-extensions': async ({ ask }) => {
    expect(await ask('SELECT name FROM pg_available_extensions')).toEqual(['plpgsql', 'SELECT 1'])
    expect((await ask('CREATE EXTENSION pgcrypto'))[0]).toMatch(/^ERROR 0A000 /)
  },

  version: async ({ ask }) => {
    expect((await ask('SELECT version()'))[0]).toMatch(/^PostgreSQL 18\.6 \(PGlite .* on wasm32.* 32-bit$/)
  },
}
