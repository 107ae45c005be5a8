import { openDatabase } from '@porchlight/server/database/database.ts'
import { isSameMigration, readMigrations } from '@porchlight/server/database/migrate.ts'
import { openPool, type Pool } from '@porchlight/server/database/sql.ts'
import { openValue } from '@porchlight/server/encryption/sealed-value.ts'
import { commandLine } from '@porchlight/server/project-folder.ts'
import {
  provenBy,
  readInstallationState,
  readRights,
  rolesThatLostRights,
} from '@porchlight/server/start/installation-state.ts'
import { progressBar } from '@porchlight/server/start/progress-bar.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import type { OnInstallation } from './on-installation.ts'
import { verifySearch } from './search/verify.ts'

/** What a check found: a sentence for a person, and whether all is well. */
type Found = { ok: boolean; text: string }
type Checking = Pick<OnInstallation, 'config' | 'encryptionKey' | 'readableKeys' | 'ownerUrl' | 'say'> & {
  owner: Pool
}

const good = (text: string): Found => ({ ok: true, text })
const bad = (text: string): Found => ({ ok: false, text })

/** How many sealed values are opened: the newest and the oldest, because an incomplete restore lacks one end. */
const sampled = 500

async function checkKey({ owner, encryptionKey, readableKeys }: Checking): Promise<Found> {
  const state = await readInstallationState(owner)
  const proof = provenBy(state, encryptionKey)
  if (proof === 'wrong') return bad('PORCHLIGHT_ENCRYPTION_KEY is not the key of this database')
  const rows = await owner.unsafe(
    `SELECT value_encrypted FROM person_identifiers WHERE person_identifier_id IN (
       (SELECT person_identifier_id FROM person_identifiers ORDER BY 1 LIMIT $1::int)
       UNION (SELECT person_identifier_id FROM person_identifiers ORDER BY 1 DESC LIMIT $1::int))`,
    [sampled],
  )
  const closed = rows.filter((row) => {
    try {
      openValue(readableKeys, row.valueEncrypted as Uint8Array)
      return false
    } catch {
      return true
    }
  })
  if (closed.length > 0) return bad(`${closed.length} of ${rows.length} sealed identifiers do not open`)
  if (proof === 'unproven') return bad('nothing in this database proves the key')
  return good(`the key is right, ${rows.length} sealed identifiers open`)
}

async function checkRoles({ owner, ownerUrl, readableKeys, config }: Checking): Promise<Found> {
  const state = await readInstallationState(owner)
  const prefix = state.remembered?.rolePrefix ?? config.databaseRoles
  if (prefix !== config.databaseRoles) return bad(`PORCHLIGHT_DATABASE_ROLES must be ${prefix}`)
  const lost = rolesThatLostRights(state, await readRights(owner, prefix))
  if (lost.length > 0) return bad(`${lost.join(', ')} lost rights: make the roles first, then restore again`)
  const database = openDatabase(ownerUrl, readableKeys, { connections: 5, rolePrefix: prefix })
  const pools = [database.portal, database.view, database.desk, database.worker]
  const answers = await Promise.allSettled(pools.map((pool) => pool.unsafe('SELECT 1')))
  await database.close()
  return answers.every(({ status }) => status === 'fulfilled')
    ? good(`the four roles ${prefix}_* sign in and have their rights`)
    : bad(`not all of the roles ${prefix}_* sign in: ${commandLine('admin', 'roles')} prints what makes them`)
}

async function checkMigrations({ owner }: Checking): Promise<Found> {
  const files = await readMigrations()
  const rows = await owner.unsafe('SELECT name, checksum FROM schema_migrations')
  const checksums = new Map(rows.map((row) => [String(row.name), String(row.checksum)]))
  const edited = files.filter((file) => {
    const applied = checksums.get(file.name)
    return applied !== undefined && !isSameMigration(file, applied)
  })
  const missing = files.filter(({ name }) => !checksums.has(name))
  const strange = [...checksums.keys()].filter((name) => !files.some((file) => file.name === name))
  if (edited.length > 0) return bad(`${edited[0]?.name} differs from the one that ran here`)
  if (strange.length > 0) return bad(`${strange[0]} is of a newer version: check with that one`)
  if (missing.length > 0)
    return good(`${checksums.size} have run, ${missing.length} more will at the next start`)
  return good(`all ${files.length} have run`)
}

/** Checks that each sequence is past the keys of its table. If not, the next insert fails. */
async function checkSequences({ owner }: Checking): Promise<Found> {
  const columns = await owner.unsafe(`
    SELECT c.relname AS table, a.attname AS column, pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS sequence
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE a.attidentity <> '' AND c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`)
  const behind: string[] = []
  for (const { table, column, sequence } of columns) {
    if (!sequence) continue
    const [row] = await owner.unsafe(`SELECT (SELECT max("${column}") FROM "${table}") AS most,
      (SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM ${sequence}) AS given`)
    if (Number(row?.most ?? 0) > Number(row?.given)) behind.push(String(table))
  }
  return behind.length > 0
    ? bad(`the numbers of ${behind.join(', ')} were given out before: the sequences were not restored`)
    : good(`${columns.length} sequences are beyond what their tables hold`)
}

async function checkSearch({ owner, say }: Checking): Promise<Found> {
  const bar = progressBar('Verifying the search index', say)
  const differences = await verifySearch(owner, bar.update).finally(bar.stop)
  return differences.length > 0
    ? bad(
        `${differences.map(({ table }) => table).join(', ')} out of step: ${commandLine('search', 'rebuild')}`,
      )
    : good('in step with the customers')
}

/**
 * Lines and tasks fit together: a task that a line names is there, and a task of a person has a line (of a demo's made-up history
 * none has), as far back as the record goes.
 */
async function checkRecord({ owner, config }: Checking): Promise<Found> {
  // Retention deletes tasks and leaves their lines: no more of them, and none that began later, than its runs say.
  const [row] = await owner.unsafe(`
    WITH gone AS (
      SELECT min(r.at) < (SELECT max(deletes_before)::timestamp AT TIME ZONE 'UTC' FROM retention_runs
        WHERE kind = 'tasks' AND deleted > 0) IS TRUE AS is_old
      FROM record_entries r WHERE r.self_service_task_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM self_service_tasks t WHERE t.self_service_task_id = r.self_service_task_id)
      GROUP BY r.self_service_task_id)
    SELECT (SELECT count(*) FROM record_entries) AS lines,
      (SELECT count(*) FROM gone WHERE NOT is_old) + GREATEST(0, (SELECT count(*) FROM gone WHERE is_old)
        - (SELECT COALESCE(sum(deleted), 0) FROM retention_runs WHERE kind = 'tasks')) AS tasks_lost,
      (SELECT count(*) FROM self_service_tasks t WHERE actor_kind <> 'system'
        AND created_at >= (SELECT min(at) FROM record_entries)
        AND NOT EXISTS (SELECT 1 FROM record_entries r WHERE r.correlation_id = t.correlation_id)) AS lines_lost,
      (SELECT count(*) FROM pg_constraint WHERE contype IN ('c', 'f') AND NOT convalidated) AS unchecked`)
  const { lines, tasksLost, linesLost, unchecked } = row ?? {}
  if (Number(tasksLost) > 0) return bad(`${tasksLost} tasks that the record names are not there`)
  if (config.mode === 'production' && Number(linesLost) > 0)
    return bad(`${linesLost} self-service tasks have no line in the record`)
  if (Number(unchecked) > 0) return bad(`${unchecked} constraints were not checked when it was restored`)
  return good(`${lines} lines, and they fit the tasks`)
}

const checks: Record<string, (checking: Checking) => Promise<Found>> = {
  key: checkKey,
  roles: checkRoles,
  migrations: checkMigrations,
  sequences: checkSequences,
  'search index': checkSearch,
  record: checkRecord,
}

/** Says whether a restored copy is whole. Writes nothing. @throws StartRefused where it is not */
export async function backupCheck(on: OnInstallation): Promise<void> {
  const { ownerUrl, stopping, say } = on
  const owner = openPool(ownerUrl, 1)
  stopping.add(() => owner.end())
  await owner.unsafe('SET default_transaction_read_only = on')
  const state = await readInstallationState(owner)
  if (state.isNew) throw new StartRefused(`The database ${state.database} is empty: there is no copy in it.`)
  const failed: string[] = []
  for (const [name, check] of Object.entries(checks)) {
    const result = await check({ ...on, owner }).catch((error: Error) => bad(error.message))
    if (!result.ok) failed.push(name)
    say(`${result.ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(13)} ${result.text}`)
  }
  if (failed.length > 0) throw new StartRefused(`This copy is not whole: ${failed.join(', ')}.`)
  say('This copy is whole.')
}
