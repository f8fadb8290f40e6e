/** Rounds of killing a backend in the middle of transfers, and of auditing the books after PostgreSQL has recovered. */
import type { Crash, Server } from '../../../lib/postgres/client/server.ts'
import { type Client, open } from '../client.ts'
import type { Random } from '../random.ts'
import { Ledger } from './ledger.ts'

export interface CrashReport {
  rounds: number
  /** Acknowledged transfers over all rounds. */
  commits: number
  /** Acknowledged transfers that a crash has lost. */
  lost: number
  /** Transfers that are there though their answer was lost. */
  unacknowledged: number
  /** Rounds in which the victim died with the run lock in its hands. */
  heldRunLock: number
  /** Restarts whose log says that redo ran, and those where it says that there was nothing to redo. */
  redone: number
  nothingToRedo: number
  /** Blocks that a killed worker had leaked and that the check of the files took back. */
  leakedBlocks: number
  /** Milliseconds from the kill to the first audit, of each round. */
  restarts: number[]
  /** What is wrong, in sentences with their round. */
  mistakes: string[]
}

export interface CrashOptions {
  rounds: number
  random: Random
  /** Sessions that move money at once. */
  sessions: number
  /** 'off' is the control: it must lose what was acknowledged. */
  synchronousCommit: 'on' | 'off'
  onRound?: (round: number, report: CrashReport) => void
  /** Ends it before its last round. */
  isEnough?: (report: CrashReport) => boolean
}

export async function crashRounds(server: Server, options: CrashOptions): Promise<CrashReport> {
  const report: CrashReport = {
    ...{ rounds: 0, commits: 0, lost: 0, unacknowledged: 0, heldRunLock: 0 },
    ...{ redone: 0, nothingToRedo: 0, leakedBlocks: 0, restarts: [], mistakes: [] },
  }
  const ledger = new Ledger()
  const first = await open(server)
  await ledger.create(first)
  await first.close()
  for (let round = 1; round <= options.rounds; round++) {
    const mistakes = await crashRound(server, ledger, options, report)
    report.mistakes.push(...mistakes.map((mistake) => `round ${round}: ${mistake}`))
    report.rounds = round
    options.onRound?.(round, report)
    if (options.isEnough?.(report)) break
  }
  return report
}

/** One round; gives what is wrong, and adds the rest to the report. */
async function crashRound(
  server: Server,
  ledger: Ledger,
  { random, sessions, synchronousCommit }: CrashOptions,
  report: CrashReport,
): Promise<string[]> {
  const mistakes: string[] = []
  const log: string[] = []
  const stopLog = server.onLog((line) => log.push(line))
  const clients = await Promise.all(Array.from({ length: sessions }, () => open(server)))
  for (const client of clients) await client.must(`SET synchronous_commit = ${synchronousCommit}`)
  const before = ledger.commits
  const work = clients.map((client) => ledger.work(client, random, mistakes))
  await ledger.moreCommits(random.between(1, 60))
  const crashed = new Promise<Crash>((resolve) => server.onCrash(resolve))
  // Most of them while they run: the others wait, for the run lock, for a row or for their client.
  const victim = random.once(3) ? random.pick(clients) : await whoRuns(clients)
  const start = performance.now()
  if (await killed(victim)) report.heldRunLock++
  await Promise.all(work)
  report.commits += ledger.commits - before
  await (await crashed).recovered
  const auditor = await open(server)
  report.restarts.push(performance.now() - start)
  const books = await ledger.audit(auditor)
  await auditor.close()
  stopLog()
  report.lost += books.lost
  report.unacknowledged += books.unacknowledged
  return [...mistakes, ...books.mistakes, ...readLog(log, report)]
}

/** A session that computes, seen at it twice: so that it is not about to give the run lock up, as most are. */
async function whoRuns(clients: readonly Client[]): Promise<Client> {
  for (let before: Client | undefined; ; ) {
    const running = clients.find(({ connection }) => connection.isRunning)
    if (running && running === before) return running
    before = running
    await nextTurn()
  }
}

/** Kills a session's backend; gives whether the run lock was in its hands when it was gone. */
async function killed({ connection }: Client): Promise<boolean> {
  let isOver = false
  let held = false
  void connection.ended.then(() => {
    isOver = true
  })
  connection.kill()
  // The dead give nothing up: who still has the lock at the last look has died with it.
  while (!isOver) {
    held = connection.isRunning
    await nextTurn()
  }
  return held
}

function readLog(log: readonly string[], report: CrashReport): string[] {
  const has = (words: string) => log.some((line) => line.includes(words))
  for (const line of log) report.leakedBlocks += Number(/files checked: (\d+) blocks/.exec(line)?.[1] ?? 0)
  const damaged = log.filter((line) => /files checked/.test(line) && !/ 0 mistakes/.test(line))
  if (has('redo starts at') && has('redo done at')) report.redone++
  else if (has('redo is not required')) report.nothingToRedo++
  else return [...damaged, `the log says nothing of redo: ${log.join(' | ')}`]
  return damaged
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
