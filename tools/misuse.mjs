/** `npm run misuse`: attacks the built product from outside, point by point (docs/misuse.md). Its last line is `misuse: N of N`. */
import { spawnSync } from 'node:child_process'
import { build } from './build.mjs'

await build()
const args = ['--import', 'tsx', 'tools/misuse/run-misuse.ts', ...process.argv.slice(2)]
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
process.exitCode = status ?? 1
