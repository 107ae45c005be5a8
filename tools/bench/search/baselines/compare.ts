import { recall, type SpeedAndRecall } from '../measures/families.ts'
import { percentiles } from '../measures/percentiles.ts'
import { type Query, type Row, rankOf } from '../query.ts'

/** A hit of another search method, reduced to what identifies the right row. */
export type Found = { personId: number; name: string; address: string }

const asRow = ({ personId, name, address }: Found) =>
  ({
    person: { personId, name, kind: 'human' },
    premise: { premiseId: 0, address, isCurrent: true },
    matches: [],
  }) as unknown as Row

/** Families with a name and an address, which other methods can search too. */
export const comparedFamilies = [
  'full-name',
  'one-typo',
  'two-typos',
  'name-address',
  'name-address-typos',
  'febrl-2',
]

/** Limits the time of a slow method. `n` is the number of queries that it got. */
const patienceMs = 15_000

/** Sends another method the same queries as the product, family by family. */
export async function compare(
  queries: readonly Query[],
  perFamily: number,
  find: (body: Query['body']) => Promise<Found[]> | Found[],
): Promise<Record<string, SpeedAndRecall>> {
  const figures: Record<string, SpeedAndRecall> = {}
  for (const family of comparedFamilies) {
    const queriesOfFamily = queries.filter((query) => query.family === family).slice(0, perFamily)
    const [first] = queriesOfFamily
    if (!first) continue
    await find(first.body)
    const times: number[] = []
    const ranks: number[] = []
    const begun = performance.now()
    for (const { body, isHit } of queriesOfFamily) {
      if (performance.now() - begun > patienceMs) break
      const started = performance.now()
      const rows = await find(body)
      times.push(performance.now() - started)
      ranks.push(rankOf(rows.map(asRow), isHit))
    }
    figures[family] = { ...percentiles(times), ...recall(ranks), n: times.length }
  }
  return figures
}
