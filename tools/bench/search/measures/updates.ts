import { openPool, type Pool } from '@porchlight/server/database/sql.ts'
import type { Town } from '../town/town.ts'
import { percentiles, rounded } from './percentiles.ts'

export type UpdateFigures = Record<
  string,
  { with_p50: number; with_p95: number; without_p50: number; without_p95: number }
>

/** A change and the one that undoes it. */
type Change = (sql: Pool, isThere: boolean, household: ReturnType<Town['household']>) => Promise<unknown>

const changes: Record<string, Change> = {
  surname: (sql, isThere, { persons: [person] }) =>
    sql`UPDATE person_names SET surname = ${`${person?.name.surname}${isThere ? 'x' : ''}`}
      WHERE person_id = ${person?.personId ?? 0} AND name_type = 'primary'`,
  address: (sql, isThere, { premises: [premise] }) =>
    sql`UPDATE premises SET line1 = ${`${Number(premise?.house) + (isThere ? 1 : 0)} ${premise?.street}`}
      WHERE premise_id = ${premise?.premiseId ?? 0}`,
}

/**
 * Measures a committed change with the triggers of the search index, and the same change with the triggers switched off. The two
 * alternate, so that other load of the machine affects both alike.
 */
export async function measureUpdates(
  url: string,
  town: Town,
  households: number,
  count: number,
): Promise<UpdateFigures> {
  const [kept, bare] = [openPool(url, 1), openPool(url, 1)]
  await bare`SET session_replication_role = replica`
  const figures: UpdateFigures = {}
  try {
    for (const [name, change] of Object.entries(changes)) {
      const times = { kept: [] as number[], bare: [] as number[] }
      const timed = async (into: number[], sql: Pool, household: ReturnType<Town['household']>) => {
        for (const isThere of [true, false]) {
          const started = performance.now()
          await change(sql, isThere, household)
          into.push(performance.now() - started)
        }
      }
      let done = 0
      for (let index = 1; done < count / 2; index += 1 + Math.floor(households / count)) {
        const household = town.household(index % households)
        if (!household.persons[0]?.name.surname || !household.premises[0]) continue
        done += 1
        await timed(times.kept, kept, household)
        await timed(times.bare, bare, household)
      }
      const [withIndex, without] = [percentiles(times.kept), percentiles(times.bare)]
      figures[name] = {
        with_p50: withIndex.p50,
        with_p95: withIndex.p95,
        without_p50: without.p50,
        without_p95: without.p95,
      }
    }
  } finally {
    await Promise.all([kept.end(), bare.end()])
  }
  return figures
}

/** Returns the milliseconds that keeping the index up to date adds to a change: the mean over the kinds of change. */
export function addedByIndex(figures: UpdateFigures): number {
  const added = Object.values(figures).map((figure) => figure.with_p50 - figure.without_p50)
  return rounded(added.reduce((sum, one) => sum + one, 0) / added.length)
}
