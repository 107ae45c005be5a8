/**
 * Takes the database away under load, repeatedly and in every way that this machine allows, and counts errors, losses and doubled changes.
 * Options: `--outages 60`, `--json`. Everything but `recover_p95_s` must be 0.
 */

import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { kindsOf } from './outage/kinds.ts'
import { startLoad } from './outage/load.ts'
import { emptyMet, lostAndDoubled, type Met } from './outage/reckoning.ts'
import { openOutageTown } from './outage/town.ts'

const { values } = parseArgs({
  options: { outages: { type: 'string', default: '60' }, json: { type: 'boolean', default: false } },
})
const wanted = Number(values.outages)
/** Milliseconds after which an outage counts as not recovered. */
const patienceMs = 30_000

const rounded = (value: number) => Math.round(value * 100) / 100
const p95 = (times: number[]) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.ceil(times.length * 0.95) - 1)] ?? 0

/** Returns the seconds from the database's return until portal and desk have both sent a successful response. */
async function secondsToRecover(met: Met, isRunning: () => boolean): Promise<number> {
  const back = performance.now()
  while (isRunning() && performance.now() - back < patienceMs) {
    if (met.doneAt.portal > back && met.doneAt.desk > back) break
    await pause(5)
  }
  return (Math.max(met.doneAt.portal, met.doneAt.desk) - back) / 1000
}

const town = await openOutageTown()
const met = emptyMet()
let exits = 0
void town.product.exit.then(() => {
  exits += 1
})
const stop = new AbortController()
const load = await startLoad(town, met, stop.signal)
const recovered = new Map<string, number[]>()
const refused = new Map<string, number>()
await pause(1_000)
const kinds = kindsOf(town)
for (let nth = 0; nth < wanted && exits === 0; nth += 1) {
  const [name, kind] = kinds[nth % kinds.length] ?? ['none', async () => {}]
  const before = met.unavailable
  await kind(town)
  const seconds = await secondsToRecover(met, () => exits === 0)
  recovered.set(name, [...(recovered.get(name) ?? []), seconds])
  refused.set(name, (refused.get(name) ?? 0) + met.unavailable - before)
  if (!values.json) console.log(`${nth + 1}. ${name}: recovered in ${rounded(seconds)} s`)
  await pause(300)
}
stop.abort()
await load.ended
const { lost, doubled } = await lostAndDoubled(met, town.asOwner)
const exitsUnderLoad = exits
// Last: stops the product while the database does not respond and requests are waiting for it.
town.proxy.be('freeze')
const last = new AbortController()
const waiting = await startLoad(town, { ...met, unexpected: new Map() }, last.signal, true)
await pause(500)
last.abort()
const stop_s = rounded(await town.close())
await waiting.ended
const all = [...recovered.values()].flat()
const figures = {
  outages: all.length,
  exits: exitsUnderLoad,
  hangs: met.hangs,
  lost,
  doubled,
  recover_p95_s: rounded(p95(all)),
  stop_in_outage_s: stop_s,
  acknowledged: met.changes.filter(({ isAcknowledged }) => isAcknowledged).length,
  unknown: met.changes.filter(({ isAcknowledged }) => !isAcknowledged).length,
  answered: met.answered,
  unavailable: met.unavailable,
  unavailable_by_kind: Object.fromEntries(refused),
  unexpected: Object.fromEntries(met.unexpected),
  recover_p95_s_by_kind: Object.fromEntries(
    [...recovered].map(([name, times]) => [name, rounded(p95(times))]),
  ),
}
if (values.json) console.log(JSON.stringify(figures, null, 2))
else console.log(figures)
if (figures.exits + figures.hangs + figures.lost + figures.doubled > 0 || figures.recover_p95_s > 5)
  process.exitCode = 1
