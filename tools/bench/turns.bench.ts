/**
 * `npm run bench -- turns [--size 20000] [--seconds 20] [--json]`: two application processes on one database. Sixteen of the costliest
 * searches are always in flight, eight on each process: from one CSR in one session, from one CSR in sixteen sessions, and from sixteen CSRs.
 * Meanwhile another CSR sends ordinary searches to each process, one after the other. Prints how long these take, with and without the costly ones, and
 * exits with 1 if an ordinary search waits longer than `mostMs` for the costly searches of one CSR. The figures: docs/decisions/0028-bounded-searches-in-turns.md.
 */
import { parseArgs } from 'node:util'
import { type Desk, DeskLine, openDesk } from './search/measures/desk.ts'
import { percentiles, rounded } from './search/measures/percentiles.ts'
import { oneBoxQueries } from './search/queries/town-queries.ts'
import type { Query } from './search/query.ts'
import { hasTestData } from './search/test-data.ts'
import { openTown } from './search/town/open-town.ts'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '20' },
    data: { type: 'string', default: '.cache/bench-search' },
    json: { type: 'boolean', default: false },
  },
})
if (!hasTestData()) {
  console.error('The names come from the shared test data: set PORCHLIGHT_TEST_DATA to its folder.')
  process.exit(1)
}

/** Time limit, in milliseconds, of an ordinary search while one CSR has sixteen of the costliest searches in flight. */
const mostMs = 5_000
const processes = 2
const atOnce = 16
/** Texts of 200 characters with as many possible meanings as we found: names, house numbers, streets and postal codes at once. */
const costly = [
  '1 ma jo sm al be ca da el fa ga ha io ja ka la ma na ol pa qu ra sa ta ul va wa xa ya za ab bc cd de ef fg gh hi ij jk kl lm mn no op',
  'ma jo sm al be st ave 12 92 619 el fa ga ha rd ln',
  '1 2 3 ma jo 4 5 sm al oak st 92101 be ca 619 da el',
]

type Sessions = readonly string[]

/** Keeps sixteen costly searches in flight on all desks until the work is done. Returns the number of responses and their times. */
async function besides(desks: readonly Desk[], sessions: Sessions, work: () => Promise<void>) {
  const times: number[] = []
  let isOver = false
  const lines = await Promise.all(
    Array.from({ length: atOnce }, async (_, nth) => {
      const line = await desks[nth % desks.length]?.line()
      if (!line) return undefined
      const asking = new DeskLine(line.wire, [sessions[nth % sessions.length] ?? ''])
      // A desk in a browser also sends a request before its first search, so the process already knows the session's CSR.
      await asking.ask({ box: 'nobody at all' })
      return asking
    }),
  )
  const asking = lines.map(async (line, nth) => {
    for (let n = nth; !isOver && line; n++) {
      const { ms, status } = await line.ask({ box: costly[n % costly.length] })
      // 422: the database stopped at its time limit of two seconds, which is right.
      if (status !== 200 && status !== 422) throw new Error(`${status} for a costly search`)
      times.push(ms)
    }
  })
  await work()
  isOver = true
  await Promise.all(asking)
  for (const line of lines) line?.close()
  return times
}

/** Sends ordinary searches from every desk at once, one after the other on each desk, for the given seconds. */
async function ordinary(desks: readonly Desk[], session: string, queries: readonly Query[]) {
  const times: number[] = []
  const until = performance.now() + Number(values.seconds) * 1000
  await Promise.all(
    desks.map(async (desk, at) => {
      const { wire } = await desk.line()
      const line = new DeskLine(wire, [session])
      for (let n = at; performance.now() < until; n += desks.length) {
        const { ms, isFailed } = await line.search(queries[n % queries.length]?.body ?? {})
        if (isFailed) throw new Error('an ordinary search failed')
        times.push(ms)
      }
      line.close()
    }),
  )
  return times
}

const figuresOf = (times: readonly number[]) => {
  const { p50, p95 } = percentiles(times)
  return { n: times.length, p50, p95, max: rounded(Math.max(...times)) }
}

const open = await openTown({
  folder: values.data,
  size: Number(values.size),
  isFresh: false,
  isReindexed: false,
})
const desks: Desk[] = []
const figures: Record<string, ReturnType<typeof figuresOf>> = {}
try {
  for (let nth = 0; nth < processes; nth++) desks.push(await openDesk(open.owner, open.url, null))
  const line = await desks[0]?.line()
  const [caller = '', greedy = '', ...others] = line?.heads ?? []
  line?.close()
  const queries = oneBoxQueries(open.town, open.facts.households, 500)
  const measure = async () => ordinary(desks, caller, queries)
  await measure()
  figures['ordinary, alone'] = figuresOf(await measure())
  const joined = Array.from({ length: atOnce }, (_, nth) => `bench.csr-${2 + nth}`)
  await open.owner`UPDATE desk_sessions SET csr_id = ${joined[0]} WHERE csr_id = ANY (${joined})`
  for (const [name, sessions] of [
    ['one CSR, one session', [greedy]],
    ['one CSR, sixteen sessions', others.slice(0, atOnce)],
    ['sixteen CSRs', others.slice(atOnce, 2 * atOnce)],
  ] as const) {
    let beside: number[] = []
    const costlyTimes = await besides(desks, sessions, async () => {
      beside = await measure()
    })
    figures[`ordinary, beside ${name}`] = figuresOf(beside)
    figures[`costly of ${name}`] = figuresOf(costlyTimes)
  }
} finally {
  for (const desk of desks) await desk.close()
  await open.close()
}
if (values.json)
  console.log(JSON.stringify({ size: Number(values.size), processes, atOnce, mostMs, figures }))
else console.table(figures)
const isWithin = Object.entries(figures).every(
  ([name, { max }]) => !name.startsWith('ordinary, beside one CSR') || max <= mostMs,
)
if (!isWithin) process.exitCode = 1
