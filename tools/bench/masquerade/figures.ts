import type { openBenchApp } from '../bench-app.ts'
import type { Live, Side } from './sides.ts'

type Owner = Awaited<ReturnType<typeof openBenchApp>>['owner']
/** Of one request: milliseconds at the client, CPU milliseconds of the server's process, statements with BEGIN and COMMIT. */
export type Cost = { p50_ms: number; p95_ms: number; cpu_ms: number; statements: number }
export type SideFigures = {
  start: Cost
  customer: Cost
  masquerade: Cost
  page?: Cost
  pageInMasquerade?: Cost
  /** A revoke by the first process, then requests to the second one until it refuses. */
  revoke: {
    live: number
    revoked: number
    to_refusal_p50_ms: number
    to_refusal_max_ms: number
    answered_after: number
  }
}

const liveOnes = 200
const rounded = (value: number) => Math.round(value * 1000) / 1000
const middle = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Measures both sides: requests alternate in rounds, so that other load on the machine affects both alike. */
export async function figuresOf(sides: readonly [Side, Side], owner: Owner, isQuick: boolean) {
  const [rounds, n] = isQuick ? [3, 20] : [7, 60]
  const live = new Map<Side, Live[]>(sides.map((side) => [side, []]))
  const liveOf = (side: Side) => live.get(side) ?? []
  const kinds = {
    start: async (side: Side) => void liveOf(side).push(await side.start()),
    customer: (side: Side) => side.asCustomer(),
    masquerade: async (side: Side) => {
      if (side.isRefused(await side.asLive(firstOf(liveOf(side))))) throw new Error(`${side.name} refused`)
    },
    page: (side: Side) => side.pageAsCustomer?.(),
    pageInMasquerade: (side: Side) => side.pageAsLive?.(firstOf(liveOf(side))),
  } as const
  const costs = new Map<string, Cost[]>()
  for (let round = -1; round < rounds; round += 1)
    for (const [kind, work] of Object.entries(kinds))
      for (const side of sides) {
        if (kind.startsWith('page') && !side.pageAsCustomer) continue
        const cost = await costOf(side, owner, kind === 'start' ? 20 : n, () => work(side))
        // The first round warms up.
        if (round >= 0)
          costs.set(`${side.name} ${kind}`, [...(costs.get(`${side.name} ${kind}`) ?? []), cost])
      }
  const figures = async (side: Side): Promise<SideFigures> => {
    while (liveOf(side).length < liveOnes) liveOf(side).push(await side.start())
    const middleOf = (kind: string) => middleCost(costs.get(`${side.name} ${kind}`) ?? [])
    return {
      start: middleOf('start'),
      customer: middleOf('customer'),
      masquerade: middleOf('masquerade'),
      ...(side.pageAsCustomer && { page: middleOf('page'), pageInMasquerade: middleOf('pageInMasquerade') }),
      revoke: await revokes(side, liveOf(side).slice(0, liveOnes), isQuick ? 10 : 60),
    }
  }
  return [await figures(sides[0]), await figures(sides[1])] as const
}

function firstOf(live: readonly Live[]): Live {
  const [first] = live
  if (!first) throw new Error('nothing is live')
  return first
}

async function costOf(
  { processes, database }: Side,
  owner: Owner,
  n: number,
  work: () => unknown,
): Promise<Cost> {
  const counted = async () => {
    const [row] = await owner`SELECT COALESCE(sum(s.calls), 0)::float8 AS calls FROM pg_stat_statements s
      JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = ${database} AND s.query NOT LIKE '%pg_stat_statements%'`
    return Number(row?.calls)
  }
  const times: number[] = []
  const [calls, cpu] = [await counted(), await processes[0].cpu()]
  for (let i = 0; i < n; i += 1) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  const used = (await processes[0].cpu()) - cpu
  times.sort((a, b) => a - b)
  return {
    p50_ms: rounded(times[Math.floor(n * 0.5)] ?? 0),
    p95_ms: rounded(times[Math.floor(n * 0.95)] ?? 0),
    cpu_ms: rounded(used / n),
    statements: rounded(((await counted()) - calls) / n),
  }
}

const middleCost = (costs: readonly Cost[]): Cost => ({
  p50_ms: middle(costs.map((cost) => cost.p50_ms)),
  p95_ms: middle(costs.map((cost) => cost.p95_ms)),
  cpu_ms: middle(costs.map((cost) => cost.cpu_ms)),
  statements: middle(costs.map((cost) => cost.statements)),
})

/** Revokes in the first process; from its answer on asks the second one, until it refuses. */
async function revokes(side: Side, live: readonly Live[], count: number): Promise<SideFigures['revoke']> {
  const times: number[] = []
  let answeredAfter = 0
  for (const one of live.slice(-count)) {
    if (side.isRefused(await side.asLive(one, side.processes[1])))
      throw new Error('refused before the revoke')
    await side.revoke(one)
    const committed = performance.now()
    while (!side.isRefused(await side.asLive(one, side.processes[1]))) answeredAfter += 1
    times.push(performance.now() - committed)
  }
  return {
    live: live.length,
    revoked: times.length,
    to_refusal_p50_ms: rounded(middle(times)),
    to_refusal_max_ms: rounded(Math.max(...times)),
    answered_after: answeredAfter,
  }
}
