import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openEmbedded } from '@porchlight/embedded-postgres/open-embedded.ts'
import { migrate, readMigrations } from '#database/migrate.ts'
import { ensureRoles } from '#database/roles.ts'
import { openPool } from '#database/sql.ts'
import { projectFolder } from '../project-folder.ts'

/** The encryption key of test installations. */
export const testEncryptionKey = 'test-encryption-key-of-thirty-two-characters'

/** A test database's clock: expiry compares with `current_instant()`, which only here has an offset, and can be stopped. */
const testClock = `
  CREATE TABLE test_clock (offset_by interval NOT NULL, stopped_at timestamptz);
  INSERT INTO test_clock VALUES ('0', NULL);
  GRANT SELECT ON test_clock TO PUBLIC;
  CREATE OR REPLACE FUNCTION current_instant() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (SELECT coalesce(stopped_at, now()) + offset_by FROM public.test_clock)`

/** Bytes of memory that the data of the tests needs at most, with room to spare. */
const memoryNeeded = 2 * 1024 ** 3

/**
 * Returns the folder of the tests' PostgreSQL: in memory where there is room, else in the project. A test database has a thousand
 * files, and a run makes and removes 270 of them. An ext4 file system without a journal looks at every inode that was freed in the last
 * 35 seconds before it takes one, which was an eighth of the CPU time of all tests.
 */
function dataFolder(): string {
  const project = projectFolder()
  const memory = '/dev/shm'
  const hasRoom = () => {
    const { bavail, bsize } = statfsSync(memory)
    return Math.min(bavail * bsize, os.freemem()) > memoryNeeded
  }
  if (process.platform !== 'linux' || !existsSync(memory) || !hasRoom())
    return path.join(project, '.cache/test-postgres')
  const prefix = `porchlight-tests-${os.userInfo().uid}-`
  removeAbandoned(memory, prefix)
  const name = createHash('sha256').update(project).digest('hex').slice(0, 16)
  const folder = path.join(memory, `${prefix}${name}`)
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  writeFileSync(path.join(folder, projectFile), project)
  return folder
}

/** Names the project of a folder in memory. */
const projectFile = 'project'

/** Removes the folders of this user whose project is gone and whose PostgreSQL does not run: memory is not to be filled with them. */
function removeAbandoned(memory: string, prefix: string): void {
  for (const name of readdirSync(memory).filter((entry) => entry.startsWith(prefix))) {
    const folder = path.join(memory, name)
    const record = path.join(folder, projectFile)
    const isKept = existsSync(record) && existsSync(readFileSync(record, 'utf8'))
    if (!isKept && !existsSync(path.join(folder, 'postgres/postmaster.pid')))
      rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Starts (or joins) the PostgreSQL of the tests and makes a template of the migrated database, named after the migrations'
 * checksums and the clock. Returns its URLs and how to stop it.
 */
export async function openTestCluster() {
  const server = await openEmbedded({
    dataFolder: dataFolder(),
    flags: [
      ...['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'],
      // The log of writes stays small: it may be in memory.
      ...['min_wal_size=32MB', 'max_wal_size=128MB'],
    ],
  })
  const migrations = await readMigrations()
  const checksum = createHash('sha256').update(migrations.map((m) => m.checksum).join() + testClock)
  const template = `template_${checksum.digest('hex').slice(0, 40)}`
  const admin = openPool(server.url('postgres'), 1)
  const connection = await admin.reserve()
  try {
    await connection.unsafe('SELECT pg_advisory_lock(55190)')
    await ensureRoles(connection, testEncryptionKey)
    const [existing] = await connection.unsafe(
      'SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate',
      [template],
    )
    if (!existing) {
      await connection.unsafe(`DROP DATABASE IF EXISTS ${template}`)
      await connection.unsafe(`CREATE DATABASE ${template} TEMPLATE template0`)
      const owner = openPool(server.url(template), 1)
      await migrate(owner)
      await owner.unsafe(testClock)
      await owner.end()
      await connection.unsafe(`ALTER DATABASE ${template} IS_TEMPLATE true`)
    }
    await connection.unsafe('SELECT pg_advisory_unlock(55190)')
  } finally {
    connection.release()
    await admin.end()
  }
  return { server, template }
}
