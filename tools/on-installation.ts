import { type Config, readConfig } from '@porchlight/server/config.ts'
import type { Env } from '@porchlight/server/config-values.ts'
import { keepSecrets } from '@porchlight/server/start/keep-secrets.ts'
import { openInstallationDatabase } from '@porchlight/server/start/open-database.ts'
import { watchSignals } from '@porchlight/server/start/stopping.ts'

/** What a command works with. */
export type OnInstallation = {
  config: Config
  encryptionKey: string
  /** The connection string of the database's owner. */
  ownerUrl: string
  stopping: ReturnType<typeof watchSignals>
  say(sentence: string): void
}

/** Runs a command on the installation that the environment names; it may run beside the application. What it opened is closed. */
export async function onInstallation(env: Env, work: (on: OnInstallation) => Promise<void>): Promise<void> {
  const config = readConfig(env)
  const say = (sentence: string) => console.log(sentence)
  const stopping = watchSignals(say)
  try {
    const encryptionKey = config.encryptionKey ?? (await keepSecrets(config.dataFolder)).encryptionKey
    const { ownerUrl } = await openInstallationDatabase({
      config,
      encryptionKey,
      stopping,
      say,
      exclusive: false,
    })
    await work({ config, encryptionKey, ownerUrl, stopping, say })
  } finally {
    await stopping.closeAll()
  }
}
