import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { StartRefused } from '#start-refused.ts'
import { projectFolder } from '../project-folder.ts'
import { defaultRolePrefix, withRolePrefix } from './roles.ts'
import type { Pool, Reserved } from './sql.ts'

/** One migration file: forward only, never edited after it landed. */
export type Migration = { name: string; text: string; checksum: string }

/**
 * Earlier texts of a file that failed in some installation and had to be edited after it landed. Where the earlier text ran it left
 * the same schema. Checksum by file name.
 */
const earlierChecksums: Record<string, string> = {
  // It refused an owner of the database who is no superuser.
  '0056_proven_sessions.sql': '27696d434b8a72df062ee345458c4af8f1a6577953ca7d67d49f5e63835528c2',
}

/** Returns whether a database that has this checksum of a migration has run it as it is here. */
export function isSameMigration({ name, checksum }: Migration, applied: string): boolean {
  return applied === checksum || applied === earlierChecksums[name]
}

/** Returns all migrations, in order. */
export async function readMigrations(
  folder = path.join(projectFolder(), 'server/migrations'),
): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

/** Shorter than PostgreSQL's deadlock_timeout (1 s), so that it is the migration that steps back and never a request. */
const lockMs = 400
const mostAttempts = 200
/** Error codes of a lock time-out and a deadlock. */
const lockCodes = ['55P03', '40P01']

/**
 * Applies one migration while the previous version may still answer requests. An exclusive table lock waits for those requests,
 * and later requests wait behind the lock. So each attempt waits briefly, releases the queue and retries.
 * @throws StartRefused when no attempt got its locks in about three minutes
 */
async function applyPatiently(connection: Reserved, migration: Migration, rolePrefix: string): Promise<void> {
  const { name, text, checksum } = migration
  for (let attempt = 1; ; attempt += 1) {
    try {
      await connection.unsafe(`BEGIN; SET LOCAL lock_timeout = ${lockMs}; ${withRolePrefix(text, rolePrefix)};
        INSERT INTO schema_migrations (name, checksum) VALUES ('${name}', '${checksum}'); COMMIT`)
      return
    } catch (error) {
      await connection.unsafe('ROLLBACK')
      if (!lockCodes.includes((error as { code?: string }).code ?? '')) throw error
      if (attempt === mostAttempts)
        throw new StartRefused(
          `The migration ${name} found no moment in which nobody used its tables: stop long transactions (pg_stat_activity), then start again.`,
          { cause: error },
        )
      await pause(lockMs * (0.5 + Math.random()))
    }
  }
}

/**
 * Brings a database up to date, each file in a transaction of its own, under a lock so that two starts do not race.
 * Returns the names applied. Throws StartRefused where an applied file was edited, or the database is newer than these files.
 */
export async function migrate(owner: Pool, rolePrefix = defaultRolePrefix): Promise<string[]> {
  const migrations = await readMigrations()
  const applied: string[] = []
  const connection = await owner.reserve()
  try {
    await connection.unsafe('SELECT pg_advisory_lock(7402156)')
    await connection.unsafe(`CREATE TABLE IF NOT EXISTS schema_migrations (
      name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`)
    const rows = await connection.unsafe('SELECT name, checksum FROM schema_migrations')
    const checksums = new Map(rows.map((row) => [String(row.name), String(row.checksum)]))
    const strange = [...checksums.keys()].find((name) => !migrations.some((m) => m.name === name))
    if (strange)
      throw new StartRefused(`The database has the migration ${strange}, which this version does not know.`)
    for (const migration of migrations) {
      const checksum = checksums.get(migration.name)
      if (checksum !== undefined && isSameMigration(migration, checksum)) continue
      if (checksum !== undefined)
        throw new StartRefused(
          `The migration ${migration.name} was edited after it was applied to this database.`,
        )
      await applyPatiently(connection, migration, rolePrefix)
      applied.push(migration.name)
    }
  } finally {
    await connection.unsafe('ROLLBACK; SELECT pg_advisory_unlock(7402156)').catch(() => {})
    connection.release()
  }
  return applied
}
