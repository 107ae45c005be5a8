import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { projectFolder } from '../project-folder.ts'
import { StartRefused } from './embedded/start-refused.ts'
import { defaultRolePrefix, withRolePrefix } from './roles.ts'
import type { Pool } from './sql.ts'

/** One migration file: forward only, never edited after it landed. */
export type Migration = { name: string; text: string; checksum: string }

/** All migrations, in order. */
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
    const known = new Map(rows.map((row) => [String(row.name), String(row.checksum)]))
    const strange = [...known.keys()].find((name) => !migrations.some((m) => m.name === name))
    if (strange)
      throw new StartRefused(`The database has the migration ${strange}, which this version does not know.`)
    for (const migration of migrations) {
      const checksum = known.get(migration.name)
      if (checksum === migration.checksum) continue
      if (checksum !== undefined)
        throw new StartRefused(
          `The migration ${migration.name} was edited after it was applied to this database.`,
        )
      await connection.unsafe(`BEGIN; ${withRolePrefix(migration.text, rolePrefix)}; INSERT INTO schema_migrations (name, checksum)
        VALUES ('${migration.name}', '${migration.checksum}'); COMMIT`)
      applied.push(migration.name)
    }
  } finally {
    await connection.unsafe('ROLLBACK; SELECT pg_advisory_unlock(7402156)').catch(() => {})
    connection.release()
  }
  return applied
}
