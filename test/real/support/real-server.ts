/** A real PostgreSQL server on a fresh cluster, from the programs that .ci/run has installed. */
import { resolve } from 'node:path'
import * as cluster from '../../../bin/real-postgres/cluster.ts'

export type { RealServer } from '../../../bin/real-postgres/cluster.ts'

/** Makes a cluster, starts it, and connects as clients do, over TCP. */
export function startRealServer(): Promise<cluster.RealServer> {
  return cluster.startRealServer(resolve(process.env.REAL_POSTGRES ?? ''))
}
