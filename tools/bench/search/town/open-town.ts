import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { migrate } from '@porchlight/server/database/migrate.ts'
import { openPool, type Pool } from '@porchlight/server/database/sql.ts'
import { openBenchCluster } from './bench-cluster.ts'
import { fillTown, type TownFacts } from './fill.ts'
import { type IndexFacts, indexTown } from './index-town.ts'
import { Town } from './town.ts'
import { warm } from './warm.ts'

export type OpenTown = {
  town: Town
  facts: TownFacts & { index: IndexFacts }
  /** Connection string of the database's owner, and a pool with it. */
  url: string
  owner: Pool
  close(): Promise<void>
}

/** Version of the generator: a changed generator makes other people. */
const generator = [
  ...['../dice.ts', '../weighted-list.ts', 'filled-tables.ts', 'household-lines.ts', 'household.ts'],
  ...['keys.ts', 'name-lists.ts', 'places.ts', 'town.ts'],
]

function generatorHash(): string {
  const hash = createHash('sha256')
  for (const name of generator) hash.update(readFileSync(new URL(name, import.meta.url)))
  return hash.digest('hex').slice(0, 10)
}

/** Opens an existing town and runs its missing migrations. Returns false if there is no town, or if its migrations were edited since. */
async function isBroughtUpToDate(url: string): Promise<boolean> {
  const sql = openPool(url, 1)
  try {
    await migrate(sql)
    return true
  } catch {
    return false
  } finally {
    await sql.end()
  }
}

/** Fills the town again. First removes towns of that size that an older generator or older migrations made, to free the disk. */
async function fillAnew(folder: string, name: string, town: Town): Promise<void> {
  const server = await openBenchCluster(folder, 'filling')
  try {
    const admin = openPool(server.url('postgres'), 1)
    const databases =
      await admin`SELECT datname FROM pg_database WHERE datname LIKE ${`town\\_${town.size}\\_%`}`
    for (const { datname } of databases) await admin.unsafe(`DROP DATABASE ${datname} WITH (FORCE)`)
    await admin.end()
    await fillTown(server.url, name, town)
  } finally {
    await server.close()
  }
}

export type Wanted = { folder: string; size: number; isFresh: boolean; isReindexed: boolean }

/** Opens the town of a size with its search index: the one of an earlier run, or a new one if there is none or `--fresh` is set. */
export async function openTown({ folder, size, isFresh, isReindexed }: Wanted): Promise<OpenTown> {
  const town = new Town(size)
  const name = `town_${size}_${generatorHash()}`
  let server = await openBenchCluster(folder, 'measuring')
  if (isFresh || !(await isBroughtUpToDate(server.url(name)))) {
    await server.close()
    await fillAnew(folder, name, town)
    server = await openBenchCluster(folder, 'measuring')
  }
  const owner = openPool(server.url(name), 2)
  const [row] = await owner`SELECT facts FROM bench_facts`
  const storedFacts = row?.facts as TownFacts
  const index = await indexTown(owner, size, isReindexed ? null : storedFacts.index)
  const facts = { ...storedFacts, index }
  await owner`UPDATE bench_facts SET facts = ${owner.json(facts)}`
  await warm(owner)
  return {
    town,
    facts,
    url: server.url(name),
    owner,
    close: async () => {
      await owner.end({ timeout: 5 })
      await server.close()
    },
  }
}
