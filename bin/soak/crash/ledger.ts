/**
 * Money that sessions move between accounts, and a note of every transfer: in the database, and here when the server has
 * acknowledged its COMMIT. So it can be seen whether a crash has lost one, or has kept half of one.
 */
import type { Client } from '../client.ts'
import type { Random } from '../random.ts'

const ACCOUNTS = 50
const BALANCE = 100

export interface Books {
  /** Acknowledged transfers that are not there. */
  lost: number
  /** Transfers that are there though nobody was told: their answer was lost with the connection. */
  unacknowledged: number
  /** What is wrong, in sentences. Lost transfers are not among them. */
  mistakes: string[]
}

export class Ledger {
  /** Transfers of which the server has said that they are committed. */
  private readonly acknowledged = new Set<string>()
  /** All that were ever asked to be committed. */
  private readonly sent = new Set<string>()
  private next = 1
  private readonly commitListeners = new Set<() => void>()

  /** How many transfers have been acknowledged. */
  get commits(): number {
    return this.acknowledged.size
  }

  /** Settles when this many more have been acknowledged. */
  moreCommits(count: number): Promise<void> {
    const goal = this.commits + count
    return new Promise((resolve) => {
      const look = () => {
        if (this.commits < goal) return
        this.commitListeners.delete(look)
        resolve()
      }
      this.commitListeners.add(look)
    })
  }

  async create(client: Client): Promise<void> {
    await client.must(`
      CREATE TABLE accounts (id int PRIMARY KEY, balance int NOT NULL);
      CREATE INDEX ON accounts (balance);
      INSERT INTO accounts SELECT id, ${BALANCE} FROM generate_series(1, ${ACCOUNTS}) id;
      CREATE TABLE transfers (key text PRIMARY KEY);
      CREATE TABLE ballast (n int PRIMARY KEY, filler text)`)
  }

  /** Moves money until the connection is lost. Now and then does something longer, which a kill may hit. */
  async work(client: Client, random: Random, mistakes: string[]): Promise<void> {
    for (;;) {
      const key = String(this.next++)
      const [from, to] = [random.between(1, ACCOUNTS), random.between(1, ACCOUNTS)]
      const steps = [
        'BEGIN',
        // In the order of their keys, so that nobody waits in a circle.
        `UPDATE accounts SET balance = balance - 1 WHERE id = ${Math.min(from, to)}`,
        `UPDATE accounts SET balance = balance + 1 WHERE id = ${Math.max(from, to)}`,
        ...(random.once(4) ? [random.pick(longer)] : []),
        `INSERT INTO transfers VALUES ('${key}')`,
      ]
      const texts = random.once(2) ? [...steps, 'COMMIT'] : [[...steps, 'COMMIT'].join('; ')]
      for (const text of texts) {
        if (text.endsWith('COMMIT')) this.sent.add(key)
        const { isLost, error, tags } = await client.query(text)
        if (tags.includes('COMMIT')) this.acknowledge(key)
        if (isLost) return
        if (error) mistakes.push(`transfer ${key}: ${error.code} ${error.message}: ${text}`)
      }
      if (random.once(40))
        await client.query(random.pick(['CHECKPOINT', 'VACUUM accounts', 'REINDEX TABLE accounts']))
    }
  }

  /** Compares the database with what was acknowledged, and its indexes with their tables. */
  async audit(client: Client): Promise<Books> {
    const mistakes: string[] = []
    const [sum, count] = await client.row('SELECT sum(balance), count(*) FROM accounts')
    if (Number(sum) !== ACCOUNTS * BALANCE || Number(count) !== ACCOUNTS)
      mistakes.push(`${count} accounts hold ${sum}, not ${ACCOUNTS} with ${ACCOUNTS * BALANCE}`)
    for (const table of ['accounts', 'transfers', 'ballast']) await compareIndexes(client, table, mistakes)
    const { rows } = await client.query('SELECT key FROM transfers')
    const there = new Set(rows.map(([key]) => key ?? ''))
    const unknown = [...there].filter((key) => !this.sent.has(key))
    if (unknown.length > 0)
      mistakes.push(`transfers that never asked to commit are there: ${unknown.join(', ')}`)
    const lost = [...this.acknowledged].filter((key) => !there.has(key))
    const unacknowledged = [...there].filter((key) => !this.acknowledged.has(key))
    // The next round starts from what is there now.
    for (const key of lost) this.acknowledged.delete(key)
    for (const key of unacknowledged) this.acknowledged.add(key)
    return { lost: lost.length, unacknowledged: unacknowledged.length, mistakes }
  }

  private acknowledge(key: string): void {
    this.acknowledged.add(key)
    for (const listener of [...this.commitListeners]) listener()
  }
}

/** What computes or writes for a while, inside a transfer. */
const longer = [
  `INSERT INTO ballast SELECT coalesce(max(n), 0) + 1, repeat('x', 2000) FROM ballast ON CONFLICT DO NOTHING`,
  'SELECT count(*) FROM generate_series(1, 300000)',
  'CREATE TEMP TABLE IF NOT EXISTS aside AS SELECT n FROM generate_series(1, 5000) n; DROP TABLE aside',
]

async function compareIndexes(client: Client, table: string, mistakes: string[]): Promise<void> {
  const keys = table === 'accounts' ? ['id', 'balance'] : [table === 'transfers' ? 'key' : 'n']
  for (const key of keys) {
    const digest = `SELECT count(*), md5(string_agg(${key}::text, ',' ORDER BY ${key})) FROM (SELECT ${key} FROM ${table} ORDER BY ${key}) sorted`
    const [inHeap, inHeapDigest] = await withPlans(client, 'off', 'on', digest)
    const [inIndex, inIndexDigest] = await withPlans(client, 'on', 'off', digest)
    if (inHeap !== inIndex || inHeapDigest !== inIndexDigest)
      mistakes.push(`table ${table} has ${inHeap} rows, its index on ${key} ${inIndex}, or others`)
  }
}

async function withPlans(client: Client, index: string, sequential: string, sql: string) {
  await client.must(
    `SET enable_seqscan = ${sequential}; SET enable_indexscan = ${index}; SET enable_indexonlyscan = ${index}`,
  )
  return client.row(sql)
}
