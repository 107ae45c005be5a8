/** `npm run bench -- NAME [--json]`: measures against something bare in the same run. Never part of a test. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { build } from './build.mjs'

const [name, ...rest] = process.argv.slice(2)
const file = `tools/bench/${name}.bench.ts`
if (!name || !existsSync(file)) {
  const names = readdirSync('tools/bench').flatMap((f) =>
    f.endsWith('.bench.ts') ? [f.replace('.bench.ts', '')] : [],
  )
  console.error(`Which benchmark? ${names.join(', ')}`)
  process.exit(1)
}
// Benchmarks of the front ends measure the built files.
await build()
const { status } = spawnSync(process.execPath, ['--import', 'tsx', file, ...rest], { stdio: 'inherit' })
process.exitCode = status ?? 1
