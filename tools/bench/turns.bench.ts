/**
 * `npm run bench -- turns [--size 20000] [--seconds 20] [--json]`: two application processes on one database. Sixteen of the costliest
 * searches are always under way, eight on each process: of one CSR in one session, of one CSR in sixteen sessions, and of sixteen CSRs.
 * Meanwhile another CSR asks ordinary searches on each process, one after the other. Prints how long these take, beside the same ones alone, and exits with 1
 * where one of them waits longer than `mostMs` for one CSR. The figures: docs/decisions/0028-bounded-searches-in-turns.md.
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

/** The longest that an ordinary search may take beside sixteen of the costliest of one CSR. */
const mostMs = 5_000
const processes = 2
const atOnce = 16
/** Texts with the most meanings that 200 characters can have: names, house numbers, streets and postal codes at once. */
const costly = [
  '1 ma jo sm al be ca da el fa ga ha io ja ka la ma na ol pa qu ra sa ta ul va wa xa ya za ab bc cd de ef fg gh hi ij jk kl lm mn no op',
  'ma jo sm al be st ave 12 92 619 el fa ga ha rd ln',
  '1 2 3 ma jo 4 5 sm al oak st 92101 be ca 619 da el',
]

type Sessions = readonly string[]

/** Keeps sixteen costly searches under way on all desks until the work is done. Returns how many were answered, and their times. */
async function besides(desks: readonly Desk[], sessions: Sessions, work: () => Promise<void>) {
  const times: number[] = []
  let isOver = false
  const lines = await Promise.all(
    Array.from({ length: atOnce }, async (_, nth) => {
      const line = await desks[nth % desks.length]?.line()
      if (!line) return undefined
      const asking = new DeskLine(line.wire, [sessions[nth % sessions.length] ?? ''])
      // A desk in a browser, too, has asked for something before it searches, so the process knows whose session it is.
      await asking.ask({ box: 'nobody at all' })
      return asking
    }),
  )
  const asking = lines.map(async (line, nth) => {
    for (let n = nth; !isOver && line; n++) {
      const { ms, status } = await line.ask({ box: costly[n % costly.length] })
      // 422: the database gave up after its two seconds, as it should.
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

/** Asks ordinary searches on every desk at once, each desk one after the other, for so many seconds. */
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
  for (let nth = 0; nth < processes; nth++) desks.push(await openDesk(open.owner, open.url))
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
