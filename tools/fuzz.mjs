/** `npm run fuzz -- --requests 20000 --seed 7`: hostile requests from every actor to every address; none may be a 500. */
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
for (const [name, value] of Object.entries(values))
  if (!/^\d{1,9}$/.test(value)) {
    console.error(`--${name} takes a whole number.`)
    process.exit(1)
  }
const env = { ...process.env, PORCHLIGHT_FUZZ_REQUESTS: values.requests, PORCHLIGHT_FUZZ_SEED: values.seed }
const args = [
  'node_modules/vitest/vitest.mjs',
  'run',
  'tools/fuzz/fuzz.test.ts',
  '--disable-console-intercept',
]
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env })
process.exitCode = status ?? 1
