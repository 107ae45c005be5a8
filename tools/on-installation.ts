import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Config, readConfig } from '@porchlight/server/config.ts'
import type { Env } from '@porchlight/server/config-values.ts'
import type { EncryptionKeys } from '@porchlight/server/encryption/encryption-keys.ts'
import type { GivenKeys } from '@porchlight/server/start/choose-keys.ts'
import { homeOf } from '@porchlight/server/start/embedded-database.ts'
import { givenKeysOf, keepSecrets } from '@porchlight/server/start/keep-secrets.ts'
import { locateDatabase, openInstallationDatabase } from '@porchlight/server/start/open-database.ts'
import { watchSignals } from '@porchlight/server/start/stopping.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'

/** An opened installation, as commands use it. */
export type OnInstallation = EncryptionKeys & {
  config: Config
  /** The connection string of the database's owner. */
  ownerUrl: string
  stopping: ReturnType<typeof watchSignals>
  say(sentence: string): void
}

/** Reads the configuration and the key of the installation that the environment names. A command never makes an installation. */
export async function readInstallation(env: Env): Promise<{ config: Config; given: GivenKeys }> {
  const config = readConfig(env)
  if (config.databaseUrl === undefined && !isDemoThere(config.dataFolder))
    throw new StartRefused(
      `There is no installation here: set DATABASE_URL and the other variables of the one you mean, or make a demo with npm start (its data folder would be ${config.dataFolder}).`,
    )
  return { config, given: await givenKeys(config) }
}

/** Returns the keys that the operator set, or that the demo keeps. */
export async function givenKeys(config: Config): Promise<GivenKeys> {
  const { encryptionKey, previousKey } = config
  if (encryptionKey !== undefined) return { encryptionKey, previousKey }
  return givenKeysOf(config, await keepSecrets(config.dataFolder))
}

const isDemoThere = (dataFolder: string) =>
  existsSync(dataFolder) && existsSync(path.join(homeOf(dataFolder), 'postgres', 'PG_VERSION'))

/**
 * Runs a command on the installation that the environment names, also beside the application. Closes what it opened.
 * @param asItIs for commands that only read: migrates, makes and writes nothing
 */
export async function onInstallation(
  env: Env,
  work: (on: OnInstallation) => Promise<void>,
  { asItIs = false } = {},
): Promise<void> {
  const { config, given } = await readInstallation(env)
  const say = (sentence: string) => console.log(sentence)
  const stopping = watchSignals(say)
  const opening = { config, ...given, stopping, say, exclusive: false }
  try {
    const { ownerUrl, keys } = await (asItIs ? locateDatabase(opening) : openInstallationDatabase(opening))
    if (config.databaseUrl === undefined) say(`(On the demo in ${config.dataFolder}.)`)
    await work({ config, ...keys, ownerUrl, stopping, say })
  } finally {
    await stopping.closeAll()
  }
}
