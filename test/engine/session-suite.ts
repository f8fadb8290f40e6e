/** What a session must do on every host, as psql would on a real server. */
import { describe } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import { commands } from './session/commands.ts'
import { connecting } from './session/connection.ts'
import { questions } from './session/questions.ts'
import { results } from './session/results.ts'
import { running } from './session/running.ts'
import { stopping } from './session/stopping.ts'
import { sessionWorld } from './session/world.ts'

export function sessionSuite(name: string, start: () => Server): void {
  describe(`a session ${name}`, () => {
    const world = sessionWorld(start)
    for (const subject of [running, connecting, results, stopping, commands, questions]) subject(world)
  })
}
