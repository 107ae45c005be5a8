import { defineConfig } from 'vitest/config'
import { LongFilesFirst } from './server/src/testing/long-files-first.ts'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: [
      '{contract,embedded-postgres,locales,ui,portal,desk,tools,e2e}/**/*.test.{ts,tsx}',
      'server/src/**/*.test.ts',
    ],
    pool: 'threads',
    // Files share the modules of their worker: loading the server anew for each was most of the time (decision 51).
    isolate: false,
    maxWorkers: 2,
    sequence: { sequencer: LongFilesFirst },
    globalSetup: ['server/src/testing/global-setup.ts'],
    // A test that asserts nothing cannot fail. The times are limits for tests that hang, not for slow ones: the machine may be busy.
    expect: { requireAssertions: true, poll: { timeout: 300_000 } },
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
})
