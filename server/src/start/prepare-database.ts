import { type Database, openDatabase } from '#database/database.ts'
import { StartRefused } from '#database/embedded/start-refused.ts'
import { migrate } from '#database/migrate.ts'
import { ensureRoles, RolesNotPermitted } from '#database/roles.ts'
import { openPool, type Pool } from '#database/sql.ts'

/** PostgreSQL 15: the oldest whose SQL ours is. */
const oldestVersion = 150_000

/**
 * Brings a database to where requests can be answered: its version, the roles, the migrations. Returns the pools, which have
 * connected once.
 * @throws StartRefused when the server is too old, or the roles are missing and may not be made: with the SQL to run
 */
export async function prepareDatabase(
  ownerUrl: string,
  encryptionKey: string,
  connections?: number,
): Promise<Database> {
  const owner = openPool(ownerUrl, 1)
  const database = openDatabase(ownerUrl, encryptionKey, { connections })
  try {
    await refuseOldServer(owner)
    if (!(await areRolesThere(database))) await makeRoles(owner, encryptionKey)
    await migrate(owner)
    return database
  } catch (error) {
    await database.close()
    throw error
  } finally {
    await owner.end()
  }
}

async function refuseOldServer(owner: Pool): Promise<void> {
  const [row] = await owner.unsafe(
    "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS name",
  )
  if (Number(row?.number) < oldestVersion)
    throw new StartRefused(
      `The database is PostgreSQL ${row?.name}, and Porchlight needs version 15 or later.`,
    )
}

/** Whether each role signs in with the password that the encryption key gives it: then an administrator made them. */
async function areRolesThere({ portal, view, desk, worker }: Database): Promise<boolean> {
  const answers = await Promise.allSettled(
    [portal, view, desk, worker].map((pool) => pool.unsafe('SELECT 1')),
  )
  for (const answer of answers) {
    if (answer.status === 'fulfilled') continue
    if (!['28P01', '28000'].includes(answer.reason?.code)) throw answer.reason
    return false
  }
  return true
}

async function makeRoles(owner: Pool, encryptionKey: string): Promise<void> {
  try {
    await ensureRoles(owner, encryptionKey)
  } catch (error) {
    if (!(error instanceof RolesNotPermitted)) throw error
    throw new StartRefused(
      'The database roles of Porchlight are missing or have other passwords, and the user of DATABASE_URL may not make ' +
        `them: let an administrator of the database server run this, then start again.\n\n${error.statements.map((s) => `${s};\n`).join('')}`,
      { cause: error },
    )
  }
}
