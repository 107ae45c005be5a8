import { migrate } from '@porchlight/server/database/migrate.ts'
import { ensureRoles } from '@porchlight/server/database/roles.ts'
import { openPool, type Pool } from '@porchlight/server/database/sql.ts'
import { progressBar } from '@porchlight/server/start/progress-bar.ts'
import { testEncryptionKey } from '@porchlight/server/testing/cluster.ts'
import { copyIntoEmpty } from './copy-in.ts'
import { filledTableNames } from './filled-tables.ts'
import type { Household } from './household.ts'
import type { IndexFacts } from './index-town.ts'
import type { Town } from './town.ts'
import { withoutIndexes } from './without-indexes.ts'

/** The facts about the town, kept in the database beside the product's tables. */
export type TownFacts = { people: number; households: number; fillSeconds: number; index: IndexFacts | null }

/**
 * Creates a database with a town: the product's schema, then the people by COPY, then the indexes. The database gets its name
 * only when it is complete.
 */
export async function fillTown(
  url: (database: string) => string,
  name: string,
  town: Town,
): Promise<TownFacts> {
  const started = performance.now()
  const draft = `${name}_draft`
  const admin = openPool(url('postgres'), 1)
  try {
    await admin.unsafe(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`)
    await admin.unsafe(`CREATE DATABASE ${draft}`)
    await ensureRoles(admin, testEncryptionKey)
    const owner = openPool(url(draft), filledTableNames.length + 1)
    const facts = await fill(owner, town)
      .then((made) => ({ ...made, fillSeconds: (performance.now() - started) / 1000, index: null }))
      .finally(() => owner.end())
    const facted = openPool(url(draft), 1)
    await facted.unsafe('CREATE TABLE bench_facts (facts jsonb NOT NULL)')
    await facted`INSERT INTO bench_facts VALUES (${facted.json(facts)})`
    await facted.end()
    await admin.unsafe(`ALTER DATABASE ${draft} RENAME TO ${name}`)
    return facts
  } finally {
    await admin.end()
  }
}

async function fill(owner: Pool, town: Town) {
  await migrate(owner)
  const say = (sentence: string) => console.log(sentence)
  const made = { people: 0, households: 0 }
  const filling = progressBar(`Filling a town of ${town.size.toLocaleString('en')} people`, say)
  let indexing: ReturnType<typeof progressBar> | undefined
  function* households(): Generator<Household> {
    while (made.people < town.size) {
      const household = town.household(made.households)
      made.households += 1
      made.people += household.persons.length
      if (made.households % 4096 === 0) filling.update(made.people / town.size)
      yield household
    }
  }
  const copy = async () => {
    await copyIntoEmpty(owner, households())
    filling.stop()
    indexing = progressBar('Making its indexes', say)
  }
  await withoutIndexes(owner, copy, (share) => indexing?.update(share))
  indexing?.stop()
  await owner.unsafe('ANALYZE')
  return made
}
