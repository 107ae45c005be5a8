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
  testMatch: '**/*.spec.ts',
  // No projects: Playwright starts the browser and loads the product's modules anew for each project of each worker.
  ...(startsServer ? { globalSetup } : {}),
  workers: 2,
  retries: 0,
  // A limit for journeys that hang, not for slow ones: the machine may be busy.
  timeout: 600_000,
  expect: { timeout: 60_000 },
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
    // A snapshot of the page at each step. Filming the page all the time, which is the default, took a fifth of the CPU time.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true, sources: false },
    screenshot: 'only-on-failure',
    locale: 'en-US',
    timezoneId: 'UTC',
  },
})
