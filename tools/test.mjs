/**
 * `npm test`: rules, policy and features (vitest, against a real PostgreSQL), and at the same time the journeys in a real browser
 * (Playwright, against the product started as by `npm start`), so that no core waits. Its last line is
 * `N passed, N failed, N skipped`.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from './build.mjs'
import { browserFailures, unitFailures } from './failures.mjs'

const results = 'test-results'
const reports = { unit: path.join(results, 'vitest.json'), browser: path.join(results, 'e2e.json') }
mkdirSync(results, { recursive: true })
for (const report of Object.values(reports)) rmSync(report, { force: true })

/** The folder of shared test data, if there is one beside the project. */
const data = process.env.PORCHLIGHT_TEST_DATA ?? '../shared/data'
const env = { ...process.env, ...(existsSync(data) ? { PORCHLIGHT_TEST_DATA: path.resolve(data) } : {}) }

/**
 * Runs a test runner to its end.
 * @param stdio where its output goes. Where that is a pipe, the output follows in one piece when `show` is called.
 */
function start(stdio, ...args) {
  const started = Date.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', stdio, stdio], env })
  const chunks = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => chunks.push(chunk))
  const ended = once(child, 'close').then(([status]) => ({
    status,
    seconds: Math.round((Date.now() - started) / 1000),
  }))
  return async function show() {
    const { status, seconds } = await ended
    process.stdout.write(Buffer.concat(chunks))
    console.log(`(${seconds} s, exit ${status})`)
    return status === 0
  }
}

// Both runners start the product. The first start after a change builds it: once, before them.
await build()
const showUnit = start(
  'inherit',
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=dot',
  '--reporter=json',
  `--outputFile.json=${reports.unit}`,
)
const showBrowser = start(
  'pipe',
  'node_modules/@playwright/test/cli.js',
  'test',
  '-c',
  'e2e/playwright.config.ts',
)
const unit = await showUnit()
const browser = await showBrowser()

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined)
const first = read(reports.unit)
const journeys = read(reports.browser)
const second = journeys?.stats
const passed = (first?.numPassedTests ?? 0) + (second?.expected ?? 0)
const skipped = (first?.numPendingTests ?? 0) + (second?.skipped ?? 0)
let failed = (first?.numFailedTests ?? 0) + (second?.unexpected ?? 0) + (second?.flaky ?? 0)
// A run that ended before it counted its tests has failed.
if (failed === 0 && !(unit && browser && first && second)) failed = 1
const texts = [...unitFailures(first), ...browserFailures(journeys)]
if (failed > 0 && texts.length === 0)
  texts.push(`${unit ? '' : 'vitest '}${browser ? '' : 'playwright '}ended badly: see above`)
const failures = texts.map((text) => `FAILED ${text}\n`).join('')
writeFileSync(path.join(results, 'failures.txt'), failures)
process.stdout.write(failures)
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failed > 0 ? 1 : 0
