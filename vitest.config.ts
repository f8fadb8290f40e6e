import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // test/real wants a PostgreSQL server beside ours: .ci/run starts one and names its files.
    include: ['test/{unit,engine,truth,lessons,transcripts,real}/**/*.test.ts'],
    exclude: process.env.REAL_POSTGRES === undefined ? ['test/real/**'] : [],
    // A test of the engine runs several backends at once, each a thread.
    maxWorkers: 2,
    maxConcurrency: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
