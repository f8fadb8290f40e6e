/**
 * Records what a real psql does with the scripts beside this file: what it sends (sent/*.json), what it prints
 * (printed/*.out). Run it after adding a script, with psql installed and a PostgreSQL 18 to talk to:
 *   npx tsx test/unit/script/recorded/record.ts --host 127.0.0.1 --port 5432
 * The role is postgres; the server's database "recording" is dropped and made again for each script.
 */
import { execFile } from 'node:child_process'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { startSink } from './sink.ts'

const { values: address } = parseArgs({
  options: { host: { type: 'string', default: '127.0.0.1' }, port: { type: 'string', default: '5432' } },
})
const run = promisify(execFile)
const environment = { ...process.env, LC_ALL: 'C.UTF-8', PGSSLMODE: 'disable', PGGSSENCMODE: 'disable' }

async function scriptsIn(folder: string): Promise<string[]> {
  const files = await readdir(join(import.meta.dirname, folder))
  return files.filter((file) => file.endsWith('.sql')).map((file) => join(import.meta.dirname, folder, file))
}

async function recordSent(): Promise<void> {
  for (const script of await scriptsIn('sent')) {
    const sink = await startSink()
    const where = ['-h', '127.0.0.1', '-p', String(sink.port), '-U', 'x', '-d', 'x']
    await run('psql', ['-X', '-v', 'ON_ERROR_STOP=1', ...where, '-f', script], { env: environment })
    await writeFile(script.replace(/sql$/, 'json'), `${JSON.stringify(await sink.stop(), null, 2)}\n`)
  }
}

async function recordPrinted(): Promise<void> {
  const where = ['-h', address.host, '-p', address.port, '-U', 'postgres']
  for (const script of await scriptsIn('printed')) {
    const renew = ['-c', 'drop database if exists recording', '-c', 'create database recording']
    await run('psql', ['-X', '-q', ...where, ...renew], { env: environment })
    // A terminal of its own keeps results and errors in order; its line ends and psql's file names are taken off.
    const psql = `psql -X -P pager=off -v ON_ERROR_STOP=1 ${where.join(' ')} -d recording -f ${script}`
    const { stdout } = await run('script', ['-qec', psql, '/dev/null'], { env: environment }).catch(
      (failure: { stdout: string }) => failure,
    )
    const printed = stdout.replaceAll('\r\n', '\n').split(`psql:${script}:`)
    const text = printed.map((part, index) => (index === 0 ? part : part.replace(/^\d+: /, ''))).join('')
    await writeFile(script.replace(/sql$/, 'out'), text)
  }
  await run('psql', ['-X', '-q', ...where, '-c', 'drop database recording'], { env: environment })
}

await recordSent()
await recordPrinted()
process.stdout.write(`recorded with ${(await run('psql', ['--version'])).stdout}`)
