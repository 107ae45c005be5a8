import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '@porchlight/embedded-postgres/free-port.ts'
import { changesToAll, readMadeUpCustomers } from './customers.ts'

const project = fileURLToPath(new URL('..', import.meta.url))

/**
 * Starts the product as `npm start` does, on a port and data of its own, with a small demo utility; stops it at the end.
 * @param journeys what Playwright passes; without it nothing is said about what was changed
 */
export default async function globalSetup(journeys?: object) {
  const port = await freePort()
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'porchlight-e2e-'))
  // Embedded PostgreSQL drops root, and must reach its data.
  chmodSync(dataFolder, 0o755)
  const product = spawn(process.execPath, ['tools/start.mjs'], {
    cwd: project,
    env: {
      ...process.env,
      PORT: String(port),
      PORCHLIGHT_DATA: dataFolder,
      PORCHLIGHT_DEMO_PEOPLE: process.env.PORCHLIGHT_DEMO_PEOPLE ?? '300',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const isReady = new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk
      if (output.includes('Porchlight is ready')) resolve()
    }
    product.stdout.on('data', take)
    product.stderr.on('data', take)
    product.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)))
  })
  await isReady
  const startedAt = new Date()

  const addresses = {
    portal: `http://portal.localhost:${port}`,
    desk: `http://desk.localhost:${port}`,
    plain: `http://127.0.0.1:${port}`,
    port,
    dataFolder,
    customers: await readMadeUpCustomers({ dataFolder }),
  }
  const results = path.join(project, 'test-results')
  mkdirSync(results, { recursive: true })
  // One file for each run, so that two runs at once do not share a server.
  const file = path.join(results, `e2e-server-${port}.json`)
  writeFileSync(file, JSON.stringify(addresses))
  process.env.PORCHLIGHT_E2E = file

  return async () => {
    // A benchmark starts the product by itself, for nobody beside it.
    const changes = journeys ? await changesToAll(addresses, startedAt) : []
    product.removeAllListeners('exit')
    const gone = once(product, 'exit')
    product.kill('SIGINT')
    const [code] = await gone
    writeFileSync(path.join(results, 'e2e-server.log'), output)
    rmSync(file, { force: true })
    rmSync(dataFolder, { recursive: true, force: true })
    if (changes.length > 0)
      throw new Error(`journeys changed a customer of readByAll in e2e/customers.ts: ${changes.join(', ')}`)
    if (code !== 0) throw new Error(`Ctrl-C ended the product with ${code}:\n${output.slice(-2000)}`)
  }
}
