import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { migrate, readMigrations } from '@porchlight/server/database/migrate.ts'
import { openPool, type Pool } from '@porchlight/server/database/sql.ts'
import { openBenchCluster } from './bench-cluster.ts'
import { fillTown, type TownFacts } from './fill.ts'
import { Town } from './town.ts'

export type OpenTown = {
  town: Town
  facts: TownFacts
  /** The owner's URL of its database, and a pool of it. */
  url: string
  owner: Pool
  close(): Promise<void>
}

/** The generator's own files: another generator makes other people. */
function generatorHash(): string {
  const hash = createHash('sha256')
  const folder = new URL('.', import.meta.url)
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(new URL(name, folder)))
  for (const name of ['dice.ts', 'weighted-list.ts']) hash.update(readFileSync(new URL(`../${name}`, folder)))
  return hash.digest('hex').slice(0, 10)
}

/** The migrations that a database has are the first of those there are: it can be brought up to date. */
async function isUsable(url: string): Promise<boolean> {
  const sql = openPool(url, 1)
  try {
    const [applied, known] = await Promise.all([
      sql`SELECT name, checksum FROM schema_migrations ORDER BY name`,
      readMigrations(),
    ])
    return applied.every(
      ({ name, checksum }, at) => known[at]?.name === name && known[at]?.checksum === checksum,
    )
  } catch {
    return false
  } finally {
    await sql.end()
  }
}

/**
 * The town of a size, from an earlier run where one is there, else filled now. Towns of that size by another generator or of
 * migrations that were edited since go: they fill the disk.
 */
export async function openTown(folder: string, size: number, isFresh: boolean): Promise<OpenTown> {
  const town = new Town(size)
  const name = `town_${size}_${generatorHash()}`
  const filling = await openBenchCluster(folder, 'filling')
  try {
    const admin = openPool(filling.url('postgres'), 1)
    const found = await admin`SELECT datname FROM pg_database WHERE datname LIKE ${`town\\_${size}\\_%`}`
    for (const { datname } of found)
      if (isFresh || datname !== name || !(await isUsable(filling.url(name))))
        await admin.unsafe(`DROP DATABASE ${datname} WITH (FORCE)`)
    const [there] = await admin`SELECT 1 FROM pg_database WHERE datname = ${name}`
    await admin.end()
    if (!there) await fillTown(filling.url, name, town)
    const owner = openPool(filling.url(name), 1)
    await migrate(owner)
    await owner.end()
  } finally {
    await filling.close()
  }
  const server = await openBenchCluster(folder, 'measuring')
  const url = server.url(name)
  const owner = openPool(url, 2)
  const [row] = await owner`SELECT facts FROM bench_facts`
  return {
    town,
    facts: row?.facts as TownFacts,
    url,
    owner,
    close: async () => {
      await owner.end({ timeout: 5 })
      await server.close()
    },
  }
}
