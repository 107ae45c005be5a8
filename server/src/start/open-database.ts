import type { Database } from '#database/database.ts'
import { openPool } from '#database/sql.ts'
import { type EncryptionKeys, onlyKey } from '#encryption/encryption-keys.ts'
import type { Config } from '../config.ts'
import { StartRefused } from '../start-refused.ts'
import { chooseKeys, type GivenKeys } from './choose-keys.ts'
import { databaseRefusal } from './database-refusal.ts'
import { openEmbeddedDatabase } from './embedded-database.ts'
import { readInstallationState } from './installation-state.ts'
import { prepareDatabase } from './prepare-database.ts'
import { refuseTransactionPooling } from './refuse-transaction-pooling.ts'
import type { Stopping } from './stopping.ts'

/** The database's name in the embedded server. */
const embeddedName = 'porchlight'

export type OpenedDatabase = {
  database: Database
  /** The connection string of the database's owner. */
  ownerUrl: string
  keys: EncryptionKeys
}

type Opening = GivenKeys & {
  config: Pick<Config, 'databaseUrl' | 'databaseConnections' | 'databaseRoles' | 'dataFolder'>
  stopping: Pick<Stopping, 'add'>
  say: (sentence: string) => void
  /** The application runs an embedded database alone; commands join. */
  exclusive: boolean
  /** Begin again with an empty database. */
  reset?: boolean
}

/** Opens the database of an installation, embedded or elsewhere, and brings it up to date. Throws StartRefused. */
export async function openInstallationDatabase(opening: Opening): Promise<OpenedDatabase> {
  const { config, stopping, exclusive } = opening
  const preparing = {
    encryptionKey: opening.encryptionKey,
    previousKey: opening.previousKey,
    rolePrefix: config.databaseRoles,
    connections: config.databaseConnections,
  }
  if (config.databaseUrl !== undefined) {
    const ownerUrl = config.databaseUrl
    const prepared = refuseTransactionPooling(ownerUrl).then(() => prepareDatabase(ownerUrl, preparing))
    const database = await prepared.catch((error: unknown) => {
      throw databaseRefusal(error, ownerUrl)
    })
    stopping.add(() => database.close())
    return { database, ownerUrl, keys: database.keys }
  }
  const server = await openEmbeddedDatabase({ dataFolder: config.dataFolder, exclusive, log: opening.say })
  stopping.add(() => server.close())
  if (server.firstStart || opening.reset) await createDatabase(server.url('postgres'))
  const ownerUrl = server.url(embeddedName)
  const prepared = prepareDatabase(ownerUrl, preparing).catch(async (error: unknown) => {
    // A first start that was killed between making the server and the database.
    if ((error as { code?: string }).code !== '3D000') throw error
    await createDatabase(server.url('postgres'))
    return prepareDatabase(ownerUrl, preparing)
  })
  const database = await prepared
  stopping.add(() => database.close())
  return { database, ownerUrl, keys: database.keys }
}

/** Says where the database is, and starts an embedded one; it is read for its keys and not changed. */
export async function locateDatabase(opening: Opening): Promise<Omit<OpenedDatabase, 'database'>> {
  const { config, exclusive, stopping, say } = opening
  let ownerUrl = config.databaseUrl
  if (ownerUrl === undefined) {
    const server = await openEmbeddedDatabase({ dataFolder: config.dataFolder, exclusive, log: say })
    stopping.add(() => server.close())
    ownerUrl = server.url(embeddedName)
  }
  return { ownerUrl, keys: await readKeys(ownerUrl, opening) }
}

/** Returns the keys that the database names; those that were given where it knows of none. */
async function readKeys(ownerUrl: string, given: GivenKeys): Promise<EncryptionKeys> {
  const owner = openPool(ownerUrl, 1)
  try {
    return chooseKeys(await readInstallationState(owner), given)
  } catch (error) {
    // The command says itself what does not fit.
    if (!(error instanceof StartRefused)) throw error
    return onlyKey(given.encryptionKey)
  } finally {
    await owner.end()
  }
}

async function createDatabase(adminUrl: string): Promise<void> {
  const admin = openPool(adminUrl, 1)
  try {
    await admin.unsafe(`DROP DATABASE IF EXISTS ${embeddedName} WITH (FORCE)`)
    await admin.unsafe(`CREATE DATABASE ${embeddedName} TEMPLATE template0`)
  } finally {
    await admin.end()
  }
}
