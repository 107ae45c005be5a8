import { byFamily } from '../by-family.ts'
import { type Query, type Row, rankOf } from '../query.ts'
import type { Desk } from './desk.ts'
import { type Percentiles, percentiles, rounded } from './percentiles.ts'

/** Share of the queries whose right row was first, among the first ten, and among the first fifty. */
export type Recall = { r1: number; r10: number; r50: number }

/** `person_r50`: where any person of that name is right, the share that had the intended person among the first fifty. `failed`: responses other than 200. */
export type FamilyFigures = Percentiles & Recall & { n: number; person_r50?: number; failed?: number }

export function recall(ranks: readonly number[]): Recall {
  const within = (places: number) =>
    rounded(ranks.filter((rank) => rank <= places).length / Math.max(1, ranks.length))
  return { r1: within(1), r10: within(10), r50: within(50) }
}

/** Describes a miss: the query, the intended person and their rank, and who came first. */
function sayMiss(family: string, body: object, meant: string, rank: number, rows: readonly Row[]): void {
  const first = rows.slice(0, 3).map(({ person, premise }) => `${person?.name} (${premise?.address})`)
  console.error(`${family}: ${JSON.stringify(body)} meant ${meant}; place ${rank}; first ${first.join('; ')}`)
}

/** Sends each query once, one after the other over one connection, after a few queries to warm up. */
export async function measureFamilies(
  desk: Desk,
  queries: readonly Query[],
  missesToSay = 0,
): Promise<Record<string, FamilyFigures>> {
  const line = await desk.line()
  const figures: Record<string, FamilyFigures> = {}
  try {
    for (const [family, queriesOfFamily] of byFamily(queries)) {
      for (const { body } of queriesOfFamily.slice(-Math.ceil(queriesOfFamily.length / 10)))
        await line.search(body)
      const times: number[] = []
      const ranks: number[] = []
      const persons: number[] = []
      let failed = 0
      let unsaid = missesToSay
      for (const { body, isHit, isThePerson, meant } of queriesOfFamily) {
        const { rows, ms, isFailed } = await line.search(body)
        times.push(ms)
        if (isFailed) failed += 1
        const rank = rankOf(rows, isHit)
        ranks.push(rank)
        if (rank > 1 && unsaid-- > 0) sayMiss(family, body, meant, rank, rows)
        if (isThePerson) persons.push(rankOf(rows, isThePerson))
      }
      figures[family] = {
        ...percentiles(times),
        ...recall(ranks),
        n: queriesOfFamily.length,
        ...(persons.length > 0 ? { person_r50: recall(persons).r50 } : {}),
        ...(failed > 0 ? { failed } : {}),
      }
    }
  } finally {
    line.close()
  }
  return figures
}
