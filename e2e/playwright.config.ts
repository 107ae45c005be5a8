import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { chromiumPath } from './browser.ts'

const globalSetup = fileURLToPath(new URL('global-setup.ts', import.meta.url))
// If PORCHLIGHT_E2E is already set, a server runs: use it.
const startsServer = !process.env.PORCHLIGHT_E2E && existsSync(globalSetup)

// The day seeds the sample of variants (variants.ts). All workers use the same day, even past midnight.
process.env.PORCHLIGHT_SEED ??= new Date().toISOString().slice(0, 10).replaceAll('-', '')

export default defineConfig({
  projects: [
    ...['portal', 'desk', 'masquerade'].map((name) => ({ name, testDir: name })),
    // axe takes long, and the desk has more screens than the portal: share out screens, not files, among the workers.
    { name: 'accessibility', testDir: 'accessibility', fullyParallel: true },
  ],
  ...(startsServer ? { globalSetup } : {}),
  workers: 2,
  retries: 0,
  // A limit for journeys that hang, not for slow ones: the machine may be busy.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  // A folder of its own: Playwright empties it at each start, and the screenshots beside it are to be looked at.
  outputDir: '../test-results/traces',
  // A line that is written over and over is for a terminal; in a log it is a line for each test.
  reporter: [[process.stdout.isTTY ? 'line' : 'dot'], ['json', { outputFile: '../test-results/e2e.json' }]],
  use: {
    browserName: 'chromium',
    headless: true,
    actionTimeout: 60_000,
    launchOptions: await chromiumPath(),
    trace: 'retain-on-failure',
    locale: 'en-US',
    timezoneId: 'UTC',
  },
})
