import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '@porchlight/embedded-postgres/free-port.ts'
import { homeOf, openEmbeddedDatabase } from '@porchlight/server/start/embedded-database.ts'
import type { Address } from '../client/deployment.ts'

const project = fileURLToPath(new URL('../../..', import.meta.url))

/** The product as this run started it. */
export type OwnProduct = {
  url: string
  /** The connection string of the database's owner: for the proofs, never for an attack. */
  ownerUrl: string
  first: Address
  second: Address
  /** Starts the second process, unless it runs. It has no mail server: before it starts, the first sends all mail. */
  startSecond(): Promise<void>
  /** Kills the second process and starts it again. */
  restartSecond(): Promise<void>
  /** What the processes have said: their log. */
  output(): string
  close(): Promise<void>
}

type Ports = [number, number]
export type Kept = { data: string; ports: Ports }
export const freePorts = async (): Promise<Ports> => [await freePort(), await freePort()]

/** Our environment without the settings of an installation. */
const surroundings = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(PORCHLIGHT_|DATABASE_URL|PORT$|SMTP_URL|TRUSTED_PROXIES)/.test(name),
  ),
)

/** Makes a folder that the embedded database's account can reach, for one run. */
export function temporaryData(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-misuse-'))
  chmodSync(folder, 0o755)
  return folder
}

/** Starts a process of the built product and waits until it answers. Throws with what it said where it does not start. */
async function start(folder: string, env: Record<string, string>, said: (text: string) => void) {
  const child = spawn(process.execPath, ['tools/start.mjs'], {
    cwd: folder,
    env: { ...surroundings, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk
      said(String(chunk))
      if (output.includes('Porchlight is ready')) resolve()
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.once('exit', (code) => reject(new Error(`the product ended with ${code}:\n${output}`)))
  })
  return child
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

/**
 * Starts the built product as `npm start` does. A second process over the same database, as behind a load balancer, starts when it is asked
 * for. The caller closes both.
 * @param folder the project to start; the proofs start a copy with a fault
 * @param kept the data and the ports that the caller keeps for the next start: staff are known by the address of their provider
 */
export async function startOwnProduct(folder: string = project, kept?: Kept): Promise<OwnProduct> {
  const data = kept?.data ?? temporaryData()
  const [port, secondPort] = kept?.ports ?? (await freePorts())
  let output = ''
  const said = (text: string) => {
    output += text
  }
  const env = {
    PORT: String(port),
    PORCHLIGHT_DATA: data,
    PORCHLIGHT_DEMO_PEOPLE: '100',
    PORCHLIGHT_ACCESS_LOG: 'on',
  }
  const product = await start(folder, env, said)
  const database = await openEmbeddedDatabase({ dataFolder: data })
  const { encryptionKey } = JSON.parse(readFileSync(path.join(homeOf(data), 'secrets.json'), 'utf8')) as {
    encryptionKey: string
  }
  const startSecond = () =>
    start(
      folder,
      {
        PORT: String(secondPort),
        DATABASE_URL: database.url('porchlight'),
        PORCHLIGHT_ENCRYPTION_KEY: encryptionKey,
        PORCHLIGHT_ISSUER: `http://id.localhost:${port}`,
        // Both are one deployment: they answer to the same names.
        PORCHLIGHT_PLAIN_ORIGIN: `http://localhost:${port}`,
        PORCHLIGHT_ACCESS_LOG: 'on',
      },
      said,
    )
  const closeFirst = async () => {
    await database.close()
    await stop(product, 'SIGINT')
    if (kept === undefined) rmSync(data, { recursive: true, force: true })
  }
  let second: ChildProcess | undefined
  return {
    url: `http://localhost:${port}`,
    ownerUrl: database.url('porchlight'),
    first: { host: '127.0.0.1', port },
    second: { host: '127.0.0.1', port: secondPort },
    startSecond: async () => {
      second ??= await startSecond()
    },
    restartSecond: async () => {
      if (second) await stop(second, 'SIGKILL')
      second = await startSecond()
    },
    output: () => output,
    close: async () => {
      if (second) await stop(second, 'SIGINT')
      await closeFirst()
    },
  }
}
