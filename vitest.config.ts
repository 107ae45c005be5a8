import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['{contract,ui,portal,desk,tools}/**/*.test.{ts,tsx}', 'server/src/**/*.test.ts'],
    pool: 'threads',
    maxWorkers: 2,
    globalSetup: ['server/src/testing/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
