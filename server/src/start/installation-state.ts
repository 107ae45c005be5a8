import { timingSafeEqual } from 'node:crypto'
import { roleNames } from '#database/roles.ts'
import type { Sql } from '#database/sql.ts'
import { type KeptPurpose, keyCheckOf } from '#encryption/encryption-keys.ts'
import { openValue } from '#encryption/sealed-value.ts'

/** What a database says of its installation; read without writing anything. */
export type InstallationState = {
  /** The encoding of its texts, as PostgreSQL calls it. */
  encoding: string
  database: string
  serverVersion: { number: number; name: string }
  /** No migration has run yet. */
  isNew: boolean
  /** Undefined before version 0.2.0 has started on it. */
  remembered:
    | {
        keyCheck: string
        /** While the encryption key is being changed. */
        previousKeyCheck: string | undefined
        rolePrefix: string
        rights: Record<string, number>
      }
    | undefined
  /** An identifier that was sealed under the installation's key, where there is one. */
  sealed: Uint8Array | undefined
  keptHashKeys: { purpose: KeptPurpose; sealed: Uint8Array }[]
  /** The tables for a change of the key are there. */
  isKeyChangeable: boolean
}

export async function readInstallationState(owner: Sql): Promise<InstallationState> {
  const [row] = await owner.unsafe(`
    SELECT pg_encoding_to_char(d.encoding) AS encoding, d.datname AS database,
      current_setting('server_version_num')::int AS number, current_setting('server_version') AS name,
      to_regclass('public.schema_migrations') IS NOT NULL AS migrated,
      to_regclass('public.installation') IS NOT NULL AS told,
      to_regclass('public.person_identifiers') IS NOT NULL AS sealed,
      to_regclass('public.kept_hash_keys') IS NOT NULL AS kept
    FROM pg_database d WHERE d.datname = current_database()`)
  const [applied] = row?.migrated ? await owner.unsafe('SELECT 1 FROM schema_migrations LIMIT 1') : []
  const [told] = row?.told
    ? await owner.unsafe(`SELECT key_check, role_prefix, rights,
        to_jsonb(installation) ->> 'previous_key_check' AS previous_key_check FROM installation`)
    : []
  const [sealed] = row?.sealed
    ? await owner.unsafe('SELECT value_encrypted FROM person_identifiers LIMIT 1')
    : []
  const kept = row?.kept
    ? await owner.unsafe('SELECT purpose, sealed FROM kept_hash_keys ORDER BY key_id, purpose')
    : []
  return {
    encoding: String(row?.encoding),
    database: String(row?.database),
    serverVersion: { number: Number(row?.number), name: String(row?.name) },
    isNew: !applied,
    remembered: told && {
      keyCheck: String(told.keyCheck),
      previousKeyCheck: typeof told.previousKeyCheck === 'string' ? told.previousKeyCheck : undefined,
      rolePrefix: String(told.rolePrefix),
      rights: told.rights as Record<string, number>,
    },
    sealed: sealed?.valueEncrypted as Uint8Array | undefined,
    isKeyChangeable: row?.kept === true,
    keptHashKeys: kept as unknown as InstallationState['keptHashKeys'],
  }
}

/** Returns whether a key belongs to this database; `unproven` where the database has nothing to check it with. */
export function provenBy(state: InstallationState, encryptionKey: string): 'right' | 'wrong' | 'unproven' {
  const { remembered, sealed } = state
  if (remembered) {
    const [ours, theirs] = [Buffer.from(keyCheckOf(encryptionKey)), Buffer.from(remembered.keyCheck)]
    return ours.length === theirs.length && timingSafeEqual(ours, theirs) ? 'right' : 'wrong'
  }
  if (!sealed) return 'unproven'
  try {
    openValue(encryptionKey, sealed)
    return 'right'
  } catch {
    return 'wrong'
  }
}

/**
 * Counts, for each role, the objects of this database on which it has rights (grants and policies). A missing role has none: a
 * restore before the roles existed loses all of them. Partitions are not counted, because they come and go.
 */
export async function readRights(owner: Sql, rolePrefix: string): Promise<Record<string, number>> {
  const rows = await owner.unsafe(
    `SELECT name, (SELECT count(*)::int FROM pg_shdepend s JOIN pg_roles r ON r.oid = s.refobjid
          LEFT JOIN pg_class c ON s.classid = 'pg_class'::regclass AND c.oid = s.objid
        WHERE c.relispartition IS NOT TRUE AND r.rolname = name AND s.refclassid = 'pg_authid'::regclass AND s.deptype IN ('a', 'r')
          AND s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())) AS rights
     FROM unnest($1::text[]) AS name`,
    [roleNames(rolePrefix)],
  )
  return Object.fromEntries(rows.map((row) => [String(row.name), Number(row.rights)]))
}

/** Returns the roles that have fewer rights than when they were last counted; without a count, those that have none. */
export function rolesThatLostRights(state: InstallationState, rights: Record<string, number>): string[] {
  return Object.keys(rights).filter((role) => (rights[role] ?? 0) < (state.remembered?.rights[role] ?? 1))
}

/** Returns other databases of this server in which the roles have rights: installations that share them with us. */
export async function databasesSharing(owner: Sql, rolePrefix: string): Promise<string[]> {
  const rows = await owner.unsafe(
    `SELECT DISTINCT d.datname AS name FROM pg_shdepend s
       JOIN pg_roles r ON r.oid = s.refobjid JOIN pg_database d ON d.oid = s.dbid
     WHERE r.rolname = ANY ($1::text[]) AND s.refclassid = 'pg_authid'::regclass AND d.datname <> current_database()
     ORDER BY 1 LIMIT 3`,
    [roleNames(rolePrefix)],
  )
  return rows.map((row) => String(row.name))
}

/** Returns which of the roles the server has. */
export async function rolesThere(owner: Sql, rolePrefix: string): Promise<string[]> {
  const rows = await owner.unsafe('SELECT rolname AS name FROM pg_roles WHERE rolname = ANY ($1::text[])', [
    roleNames(rolePrefix),
  ])
  return rows.map((row) => String(row.name))
}
