import { type Config, readConfig } from './config.ts'
import type { Env } from './config-values.ts'
import { announce } from './start/announce.ts'
import { checkPort } from './start/check-port.ts'
import { openInstallationDatabase } from './start/open-database.ts'
import { type Stopping, watchSignals } from './start/stopping.ts'
import { StartRefused } from './start-refused.ts'

type Say = (sentence: string) => void

/** Starts a demo: stand-ins, a database of its own, made-up customers. It is handed in by what imports the server (tools). */
export type StartDemo = (config: Config, stopping: Stopping, say: Say) => Promise<void>

const say: Say = (sentence) => console.log(sentence)

/** A release has neither stand-ins nor made-up customers. */
const noDemo: StartDemo = async () => {
  throw new StartRefused(
    'This is a release, which has no demo: set DATABASE_URL to your PostgreSQL, and PORCHLIGHT_ISSUER to your identity provider.',
  )
}

/**
 * Starts the product and runs it until Ctrl-C. Prints an error that the operator can correct as one sentence and exits with code 1.
 * @param startDemo starts the demo where the environment names no database
 */
export async function main(env: Env, startDemo: StartDemo = noDemo): Promise<void> {
  const stopping = watchSignals(say)
  try {
    const config = readConfig(env)
    await checkPort(config.port, config.listen)
    if (config.mode === 'demo') await startDemo(config, stopping, say)
    else await startProduction(config, stopping)
  } catch (error) {
    if (stopping.isStopping) return
    console.error(error instanceof Error && error.name === 'StartRefused' ? error.message : error)
    await stopping.closeAll()
    process.exit(1)
  }
}

async function startProduction(config: Config, stopping: Stopping): Promise<void> {
  const { encryptionKey = '', previousKey } = config
  const loading = import('./start/serve.ts')
  const opened = await openInstallationDatabase({
    ...{ config, encryptionKey, previousKey },
    ...{ stopping, say, exclusive: true },
  })
  const { serve } = await loading
  await serve({ config, opened, demo: undefined, stopping })
  announce(config, undefined, say)
}
