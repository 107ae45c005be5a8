import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { build } from 'esbuild'

type Given = { url: string; file: string; servicePointId: number; timeZone: string }
type Done = { seconds: number; memoryMegabytes: number; changed: number }

const bundled = path.resolve('dist/bench-usage-import.mjs')

/** Imports a file in a process of its own, built as a release is, and returns its time and the most memory that it had. */
export async function importInProcess(given: Given): Promise<Done> {
  await build({
    entryPoints: ['tools/bench/usage/imported.ts'],
    outfile: bundled,
    bundle: true,
    packages: 'external',
    alias: {
      '@porchlight/server': path.resolve('server/src'),
      '@porchlight/contract': path.resolve('contract/src'),
    },
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  })
  const child = spawn(process.execPath, [bundled, JSON.stringify(given)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += String(chunk)
  })
  const [status] = await once(child, 'close')
  if (status !== 0) throw new Error(`the import ended with ${status}`)
  return JSON.parse(said.trim().split('\n').at(-1) ?? '') as Done
}
