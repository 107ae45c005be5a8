/**
 * `npm test`: rules, policy and features (vitest, against a real PostgreSQL), then the journeys in a real browser (Playwright,
 * against the product started as by `npm start`). Its last line is `N passed, N failed, N skipped`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { browserFailures, unitFailures } from './failures.mjs'

const results = 'test-results'
const reports = { unit: path.join(results, 'vitest.json'), browser: path.join(results, 'e2e.json') }
mkdirSync(results, { recursive: true })
for (const report of Object.values(reports)) rmSync(report, { force: true })

/** The folder of shared test data, if there is one beside the project. */
const data = process.env.PORCHLIGHT_TEST_DATA ?? '../shared/data'
const env = { ...process.env, ...(existsSync(data) ? { PORCHLIGHT_TEST_DATA: path.resolve(data) } : {}) }

function run(...args) {
  const started = Date.now()
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env })
  console.log(`(${Math.round((Date.now() - started) / 1000)} s, exit ${status})`)
  return status === 0
}

const unit = run(
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=dot',
  '--reporter=json',
  `--outputFile.json=${reports.unit}`,
)
const browser = run('node_modules/@playwright/test/cli.js', 'test', '-c', 'e2e/playwright.config.ts')

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
