import { type Config, readConfig } from './config.ts'
import type { Env } from './config-values.ts'
import { announce } from './start/announce.ts'
import { checkPort } from './start/check-port.ts'
import { openInstallationDatabase } from './start/open-database.ts'
import { type Stopping, watchSignals } from './start/stopping.ts'

const say = (sentence: string) => console.log(sentence)

/** Starts the product, and runs until Ctrl-C. What a person can put right is told in one sentence, with exit code 1. */
export async function main(env: Env): Promise<void> {
  const stopping = watchSignals(say)
  try {
    const config = readConfig(env)
    await checkPort(config.port, config.listen)
    // A release has no demo: what it needs is not even read in production (start/no-demo.ts).
    if (config.mode === 'demo')
      await (await import('../../tools/demo/start-demo.ts')).startDemo(config, stopping, say)
    else await startProduction(config, stopping)
  } catch (error) {
    if (stopping.isStopping) return
    console.error(error instanceof Error && error.name === 'StartRefused' ? error.message : error)
    await stopping.closeAll()
    process.exit(1)
  }
}

async function startProduction(config: Config, stopping: Stopping): Promise<void> {
  const { encryptionKey = '' } = config
  const loading = import('./start/serve.ts')
  const opened = await openInstallationDatabase({ config, encryptionKey, stopping, say, exclusive: true })
  const { serve } = await loading
  await serve({ config, encryptionKey, opened, demo: undefined, stopping })
  announce(config, undefined, say)
}
