/** A real PostgreSQL 18 from npm, with a fresh cluster for each lesson. */
import { availableParallelism } from 'node:os'
import { CommandError, type Environment } from '../../command.ts'
import { startRealServer } from '../../real-postgres/cluster.ts'
import { ensureRealPostgres } from '../../real-postgres/install.ts'
import type { LessonHost } from './host.ts'

/** Installs it first, where it is not there yet. */
export async function realClusters(environment: Environment): Promise<LessonHost> {
  const installation = await ensureRealPostgres(environment)
  const open = async () => {
    try {
      const { server, stop } = await startRealServer(installation)
      return { server, close: stop }
    } catch (error) {
      throw new CommandError(error instanceof Error ? error.message : String(error))
    }
  }
  return { atOnce: Math.min(2, availableParallelism()), open }
}
