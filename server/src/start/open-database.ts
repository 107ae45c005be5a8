import type { Database } from '#database/database.ts'
import { openPool } from '#database/sql.ts'
import type { Config } from '../config.ts'
import { databaseRefusal } from './database-refusal.ts'
import { openEmbeddedDatabase } from './embedded-database.ts'
import { prepareDatabase } from './prepare-database.ts'
import { refuseTransactionPooling } from './refuse-transaction-pooling.ts'
import type { Stopping } from './stopping.ts'

/** The database's name in the embedded server. */
const embeddedName = 'porchlight'

export type OpenedDatabase = {
  database: Database
  /** The connection string of the database's owner. */
  ownerUrl: string
}

type Opening = {
  config: Pick<Config, 'databaseUrl' | 'databaseConnections' | 'databaseRoles' | 'dataFolder'>
  encryptionKey: string
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
    return { database, ownerUrl }
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
  return { database, ownerUrl }
}

/** Says where the database is, and starts an embedded one; it is neither looked into nor changed. */
export async function locateDatabase(opening: Opening): Promise<{ ownerUrl: string }> {
  const { config, exclusive, stopping, say } = opening
  if (config.databaseUrl !== undefined) return { ownerUrl: config.databaseUrl }
  const server = await openEmbeddedDatabase({ dataFolder: config.dataFolder, exclusive, log: say })
  stopping.add(() => server.close())
  return { ownerUrl: server.url(embeddedName) }
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
