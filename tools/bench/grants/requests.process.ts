/** Serves the product over a small town. On the benchmark's command it sends itself requests of one kind and reports the CPU time of one request. */
import { town } from '@porchlight/server/testing/small-town.ts'
import { openBenchApp } from '../bench-app.ts'
import { counts } from './bare-decide.ts'

const app = await openBenchApp()
const { origins, send } = app
const maria = await app.signedIn('portal', town.maria)
const amara = await app.signedIn('desk', 'amara.okafor')
let version = 1
const address = (line1: string) =>
  JSON.stringify({
    ...{ line1, line2: '', city: 'San Diego', region: 'CA', postalCode: '92101', country: 'US' },
    version,
  })

const requests: Record<string, () => Promise<{ status: number; text: string }>> = {
  'a portal read': () => send(origins.portal, 'GET', `/api/accounts/${town.mariaAccount}/information`, maria),
  'a portal change': async () => {
    const url = `/api/accounts/${town.mariaAccount}/mailing-address`
    const response = await send(origins.portal, 'PUT', url, maria, address(`${version} Elm St`))
    version = JSON.parse(response.text).version
    return response
  },
  'a desk read': () => send(origins.desk, 'GET', `/api/desk/accounts/${town.mariaAccount}/web-users`, amara),
}

async function run(name: string, n: number) {
  const request = requests[name]
  if (!request) throw new Error(`no request ${name}`)
  const before = { ...counts }
  const cpu = process.cpuUsage()
  for (let i = 0; i < n; i += 1) {
    const { status, text } = await request()
    if (status !== 200) throw new Error(`${name}: ${status} ${text.slice(0, 200)}`)
  }
  const { user, system } = process.cpuUsage(cpu)
  return {
    cpu: (user + system) / n,
    decisions: (counts.decisions - before.decisions) / n,
    commands: (counts.commands - before.commands) / n,
  }
}

process.on('message', async (order: { name: string; n: number } | 'end') => {
  if (order === 'end') {
    await app.close()
    process.exit(0)
  }
  process.send?.(await run(order.name, order.n))
})
process.send?.(Object.keys(requests))
