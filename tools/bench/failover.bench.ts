/**
 * Kills the whole node of the primary repeatedly under load, in the worked example of docs/operating/high-availability.md (Patroni,
 * etcd, HAProxy, PgBouncer from Debian's packages, as root), and counts errors, losses and doubled changes. Options: `--failovers 10`, `--json`.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { freePort } from '@porchlight/embedded-postgres/free-port.ts'
import { run } from '../started.fixture.ts'
import { missingPrograms, openCluster } from './failover/cluster.ts'
import { startLoad } from './outage/load.ts'
import { type AsOwner, emptyMet, encryptionKey, lostAndDoubled, signInAt } from './outage/reckoning.ts'

const { values } = parseArgs({
  options: { failovers: { type: 'string', default: '10' }, json: { type: 'boolean', default: false } },
})
const missing = missingPrograms()
if (missing.length > 0) {
  console.error(
    `This needs ${missing.join(', ')}: install Debian's packages (docs/operating/high-availability.md).`,
  )
  process.exit(1)
}

const cluster = await openCluster()
await cluster.asSuperuser('postgres', `CREATE ROLE porchlight LOGIN PASSWORD 'OWNER-PASSWORD'`)
await cluster.asSuperuser(
  'postgres',
  `CREATE DATABASE porchlight OWNER porchlight TEMPLATE template0 ENCODING 'UTF8'`,
)
const port = await freePort()
const settings = (databasePort: number) => ({
  DATABASE_URL: `postgres://porchlight:OWNER-PASSWORD@127.0.0.1:${databasePort}/porchlight`,
  PORCHLIGHT_DEMO: '1',
  PORCHLIGHT_DEMO_PEOPLE: '60',
  PORCHLIGHT_ENCRYPTION_KEY: encryptionKey,
  PORT: String(port),
})
const roles = run('tools/run.mjs', ['admin', 'roles'], settings(5000))
if ((await roles.exit) !== 0) throw new Error(roles.output())
await cluster.asSuperuser('porchlight', roles.output())
await cluster.startPgBouncer()
const product = run('tools/start.mjs', [], settings(6432))
await product.says('Ctrl-C stops everything')

const asOwner: AsOwner = (text, parameters) => cluster.asSuperuser('porchlight', text, parameters)
const met = emptyMet()
let exits = 0
void product.exit.then(() => {
  exits += 1
})
const stop = new AbortController()
const load = await startLoad({ port, signIn: signInAt(asOwner) }, met, stop.signal)
await pause(3_000)
const gaps: number[] = []
for (let nth = 0; nth < Number(values.failovers) && exits === 0; nth += 1) {
  const old = await cluster.primary()
  const from = performance.now()
  cluster.vanish(old)
  // Measured until both sites have completed a change after another node took over.
  let next = old
  while (next === old) {
    await pause(100)
    next = await cluster.primary()
  }
  const taken = performance.now()
  while (exits === 0 && Math.min(met.doneAt.portal, met.doneAt.desk) < taken) await pause(10)
  gaps.push((Math.max(met.doneAt.portal, met.doneAt.desk) - from) / 1000)
  if (!values.json)
    console.log(
      `${nth + 1}. ${old} vanished, ${next} took over: answered again after ${gaps.at(-1)?.toFixed(1)} s`,
    )
  cluster.join(old)
  await cluster.isWhole()
  await pause(2_000)
}
stop.abort()
await load.ended
const exitsUnderLoad = exits
const { lost, doubled } = await lostAndDoubled(met, asOwner)
product.child.kill('SIGTERM')
await product.exit
await cluster.close()
const figures = {
  failovers: gaps.length,
  exits: exitsUnderLoad,
  hangs: met.hangs,
  lost,
  doubled,
  longest_gap_s: Math.round(Math.max(...gaps) * 10) / 10,
  acknowledged: met.changes.filter(({ isAcknowledged }) => isAcknowledged).length,
  unknown: met.changes.filter(({ isAcknowledged }) => !isAcknowledged).length,
  answered: met.answered,
  unavailable: met.unavailable,
  unexpected: Object.fromEntries(met.unexpected),
}
console.log(values.json ? JSON.stringify(figures, null, 2) : figures)
if (figures.exits + figures.hangs + lost + doubled > 0) process.exitCode = 1
process.exit()
