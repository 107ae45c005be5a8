import { type Database, openDatabase } from '#database/database.ts'
import { migrate } from '#database/migrate.ts'
import { defaultRolePrefix, ensureRoles, roleNames } from '#database/roles.ts'
import { openPool, type Pool } from '#database/sql.ts'
import { type EncryptionKeys, keyCheckOf } from '#encryption/encryption-keys.ts'
import { commandLine, projectVersion } from '../project-folder.ts'
import { StartRefused } from '../start-refused.ts'
import { chooseKeys, type GivenKeys } from './choose-keys.ts'
import {
  databasesSharing,
  type InstallationState,
  provenBy,
  readInstallationState,
  readRights,
  rolesThatLostRights,
  rolesThere,
} from './installation-state.ts'

/** PostgreSQL 15: the oldest whose SQL ours is. */
const oldestVersion = 150_000

export type Preparing = GivenKeys & {
  /** What the names of the database roles begin with. */
  rolePrefix?: string
  /** The most connections of this process. */
  connections?: number
}

/** The pools of an installation, and the keys that its database named. */
export type Prepared = Database & { keys: EncryptionKeys }

type Roles = { encryptionKey: string; rolePrefix: string }

const restore = 'docs/operating.md, "Restore", has the order'

/**
 * Brings a database to where requests can be answered: its version, the key, the roles, the migrations. Whatever is wrong is
 * refused before anything is written. Returns the pools, which have connected once.
 * @throws StartRefused with one sentence
 */
export async function prepareDatabase(ownerUrl: string, preparing: Preparing): Promise<Prepared> {
  const { rolePrefix = defaultRolePrefix, connections } = preparing
  // A start reports a full server at once instead of waiting for a connection.
  const owner = openPool(ownerUrl, 1, undefined, { checkoutMs: 5_000 })
  let database: Database | undefined
  try {
    const state = await readInstallationState(owner)
    refuseServer(state)
    const keys = chooseKeys(state, preparing)
    const { encryptionKey } = keys
    refuseOtherRoles(state, rolePrefix)
    database = openDatabase(ownerUrl, keys.readableKeys, { connections, rolePrefix })
    if (!state.isNew) await refuseLostRights(owner, state, rolePrefix)
    if (!(await areRolesThere(database, rolePrefix)))
      await makeRoles(owner, state, { encryptionKey, rolePrefix })
    const applied = await migrate(owner, rolePrefix)
    await rememberInstallation(owner, { encryptionKey, rolePrefix }, applied.length > 0 || !state.remembered)
    return { ...database, keys }
  } catch (error) {
    await database?.close()
    throw error
  } finally {
    await owner.end()
  }
}

function refuseServer({ serverVersion, encoding, database }: InstallationState): void {
  if (serverVersion.number < oldestVersion)
    throw new StartRefused(
      `The database is PostgreSQL ${serverVersion.name}, and Porchlight needs version 15 or later.`,
    )
  if (encoding !== 'UTF8')
    throw new StartRefused(
      `The database ${database} has the encoding ${encoding}, and Porchlight needs UTF8: make it again with ENCODING 'UTF8' TEMPLATE template0.`,
    )
}

/** Refuses another role prefix. */
function refuseOtherRoles({ database, remembered }: InstallationState, rolePrefix: string): void {
  if (remembered && remembered.rolePrefix !== rolePrefix)
    throw new StartRefused(
      `The database roles of ${database} begin with "${remembered.rolePrefix}", not with "${rolePrefix}": set PORCHLIGHT_DATABASE_ROLES to ${remembered.rolePrefix}.`,
    )
}

/** Refuses a restore that lost rights because a role was missing: its pages would fail with 500 one by one. */
async function refuseLostRights(owner: Pool, state: InstallationState, rolePrefix: string): Promise<void> {
  const prefix = state.remembered?.rolePrefix ?? rolePrefix
  const lost = rolesThatLostRights(state, await readRights(owner, prefix))
  if (lost.length === 0) return
  throw new StartRefused(
    `The database ${state.database} has lost rights of ${lost.join(', ')}, as a restore does before the roles are there: make the roles (${commandLine('admin', 'roles')}), then restore again; ${restore}.`,
  )
}

/** Returns whether each role signs in with the password that the encryption key gives it: then an administrator made them. */
export async function areRolesThere(
  { portal, view, desk, worker }: Database,
  rolePrefix: string,
): Promise<boolean> {
  const answers = await Promise.allSettled(
    [portal, view, desk, worker].map((pool) => pool.unsafe('SELECT current_user::text AS name')),
  )
  const names = roleNames(rolePrefix)
  for (const [at, attempt] of answers.entries()) {
    if (attempt.status === 'fulfilled') {
      // A pooler that signs everybody in as one user would switch row-level security off.
      const name = attempt.value[0]?.name
      if (name === names[at]) continue
      throw new StartRefused(
        `A connection of the role ${names[at]} runs as ${name}: configure the pooler to sign in with the role that connects.`,
      )
    }
    if (!['28P01', '28000'].includes(attempt.reason?.code)) throw attempt.reason
    return false
  }
  return true
}

/** Makes the roles, or sets their passwords where they are ours alone. */
async function makeRoles(owner: Pool, state: InstallationState, roles: Roles): Promise<void> {
  const { encryptionKey, rolePrefix } = roles
  const there = await rolesThere(owner, rolePrefix)
  const sharing = there.length > 0 ? await databasesSharing(owner, rolePrefix) : []
  if (sharing.length > 0)
    throw new StartRefused(
      `The roles ${rolePrefix}_* of this database server have other passwords and belong to the installation in the database ${sharing.join(', ')}: set PORCHLIGHT_DATABASE_ROLES to another name, or use the key of that installation.`,
    )
  if (there.length > 0 && !state.isNew && provenBy(state, encryptionKey) === 'unproven')
    throw new StartRefused(
      `The roles ${rolePrefix}_* have other passwords, and nothing in the database ${state.database} proves PORCHLIGHT_ENCRYPTION_KEY: where it is the right key, let an administrator run what "${commandLine('admin', 'roles')}" prints, then start again.`,
    )
  await ensureRoles(owner, encryptionKey, rolePrefix).catch((error: unknown) => {
    if ((error as { code?: string }).code !== '42501') throw error
    throw new StartRefused(
      `The database roles of Porchlight are missing or have other passwords, and the user of DATABASE_URL may not make them: let an administrator of the database server run what "${commandLine('admin', 'roles')}" prints, then start again.`,
      { cause: error },
    )
  })
}

/** Keeps what later starts are checked against. Rights are counted when migrations have just written them. */
async function rememberInstallation(
  owner: Pool,
  { encryptionKey, rolePrefix }: Roles,
  isToBeCounted: boolean,
): Promise<void> {
  const rights = JSON.stringify(await readRights(owner, rolePrefix))
  const [row] = await owner.unsafe(
    `INSERT INTO installation (key_check, role_prefix, rights) VALUES ($1, $2, $3::text::jsonb)
     ON CONFLICT (only_row) DO UPDATE SET rights = CASE WHEN $4::boolean THEN excluded.rights ELSE installation.rights END
     RETURNING key_check, role_prefix`,
    [keyCheckOf(encryptionKey), rolePrefix, rights, isToBeCounted],
  )
  // Of two simultaneous first starts with different keys, the second is refused.
  if (row?.keyCheck !== keyCheckOf(encryptionKey) || row?.rolePrefix !== rolePrefix)
    throw new StartRefused('Another process has just begun this database with another key or other roles.')
  await owner.unsafe('INSERT INTO versions_run (version) VALUES ($1) ON CONFLICT DO NOTHING', [
    projectVersion(),
  ])
}
