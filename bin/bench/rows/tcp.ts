/** Transactions over TCP. */
import type { Samples } from '../samples.ts'
import type { Row } from '../table.ts'

export function tcpRows(samples: Samples): Row[] {
  const ours = samples.transactions('ours')
  return [
    {
      what: 'pgbench over TCP, one client',
      ours,
      reference: { name: 'pglite-socket', value: samples.transactions('pglite') },
      unit: 'tps',
      budget: 0.8,
      atLeast: true,
    },
    {
      what: 'pgbench over TCP, four clients',
      ours: samples.transactions('oursFourClients'),
      reference: { name: 'ours with one client', value: ours },
      unit: 'tps',
      budget: 0.5,
      atLeast: true,
    },
  ]
}
