import { byFamily } from '../by-family.ts'
import { type Query, type Row, rankOf } from '../query.ts'
import type { Counts } from './counts.ts'
import type { Desk, DeskLine } from './desk.ts'
import { type Percentiles, percentiles, rounded } from './percentiles.ts'

/** Share of the queries whose right row was first, among the first ten, and among the first fifty. */
export type Recall = { r1: number; r10: number; r50: number }

/** `person_r50`: where any person of that name is right, the share that had the intended person among the first fifty. `failed`: responses other than 200. */
export type SpeedAndRecall = Percentiles & Recall & { n: number; person_r50?: number; failed?: number }
export type FamilyFigures = SpeedAndRecall & Counts

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
  const figures: Record<string, FamilyFigures> = {}
  const line = await desk.line()
  try {
    for (const [family, ofFamily] of byFamily(queries)) {
      for (const { body } of ofFamily.slice(-Math.ceil(ofFamily.length / 10))) await line.search(body)
      const results: Result[] = []
      const counts = await desk.counter.during(ofFamily.length, async () => {
        for (const query of ofFamily) results.push(await resultOf(line, query))
      })
      const missed = results.filter(({ rank }) => rank > 1).slice(0, missesToSay)
      for (const { query, rank, rows } of missed) sayMiss(family, query.body, query.meant, rank, rows)
      figures[family] = { ...figuresOf(results), ...counts }
    }
  } finally {
    line.close()
  }
  return figures
}

type Result = { query: Query; rows: Row[]; rank: number; ms: number; isFailed: boolean }

async function resultOf(line: DeskLine, query: Query): Promise<Result> {
  const { rows, ms, isFailed } = await line.search(query.body)
  return { query, rows, ms, isFailed, rank: rankOf(rows, query.isHit) }
}

function figuresOf(results: readonly Result[]) {
  const persons = results.flatMap(({ query, rows }) =>
    query.isThePerson ? [rankOf(rows, query.isThePerson)] : [],
  )
  const failed = results.filter(({ isFailed }) => isFailed).length
  return {
    ...percentiles(results.map(({ ms }) => ms)),
    ...recall(results.map(({ rank }) => rank)),
    n: results.length,
    ...(persons.length > 0 ? { person_r50: recall(persons).r50 } : {}),
    ...(failed > 0 ? { failed } : {}),
  }
}
