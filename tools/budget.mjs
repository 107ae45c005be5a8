/** Builds what browsers load, then weighs it (tools/budget.ts). */
import { spawnSync } from 'node:child_process'
import { build } from './build.mjs'

await build()
const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'tools/budget.ts'], { stdio: 'inherit' })
process.exitCode = status ?? 1
