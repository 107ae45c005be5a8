import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { chromiumPath } from './browser.ts'

const globalSetup = fileURLToPath(new URL('global-setup.ts', import.meta.url))
// A PORCHLIGHT_E2E from outside means a server already runs: it is used as it is.
const startsServer = !process.env.PORCHLIGHT_E2E && existsSync(globalSetup)

// The day chooses what is looked at (variants.ts): one day for all workers, though midnight comes while they run.
process.env.PORCHLIGHT_SEED ??= new Date().toISOString().slice(0, 10).replaceAll('-', '')

export default defineConfig({
  projects: [
    ...['portal', 'desk', 'masquerade'].map((name) => ({ name, testDir: name })),
    // axe looks at everything on a page. The desk has more screens than the portal: not a file for each worker, but a screen.
    { name: 'accessibility', testDir: 'accessibility', fullyParallel: true },
  ],
  ...(startsServer ? { globalSetup } : {}),
  workers: 2,
  retries: 0,
  // How long until what hangs is given up, not how fast a journey must be: the machine may have other things to do.
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
