/**
 * Measures SCIM: requests a second as a provider sends them, and the time until a deprovisioned CSR is refused while 200 masquerades
 * are live. Compares them, in the same run, with a bare prepared query and a bare route.
 */
import { hashToken, newToken } from '@porchlight/server/sessions/token.ts'
import { town } from '@porchlight/server/testing/small-town.ts'
import { headersOf, openBenchApp } from './bench-app.ts'
import { measure, print } from './measure.ts'

const app = await openBenchApp()
const { origins, send, owner } = app
const token = newToken()
await owner`INSERT INTO provisioning_tokens (client_id, token_hash, created_at, expires_at)
  VALUES ('bench', ${hashToken(token)}, current_instant(), current_instant() + interval '1 day')`
await owner`INSERT INTO group_mappings (provider_group, csr_group, mapped_by_csr_id, mapped_at)
  VALUES ('Agents', 'call-centre', NULL, current_instant())`
const headers = {
  host: new URL(origins.desk).host,
  authorization: `Bearer ${token}`,
  'content-type': 'application/scim+json',
}

async function scim(method: string, path: string, status: number, body?: unknown) {
  const response = await send(
    origins.desk,
    method,
    `/scim/v2${path}`,
    headers,
    body === undefined ? undefined : JSON.stringify(body),
  )
  if (response.status !== status)
    throw new Error(`${method} ${path}: ${response.status} ${response.text.slice(0, 200)}`)
  return response.text === '' ? {} : (JSON.parse(response.text) as { id: string })
}
const create = async (name: string) =>
  (await scim('POST', '/Users', 201, {
    userName: `${name}@bench.example`,
    externalId: name,
    active: true,
  })) as { id: string }
const patch = (path: string, Operations: unknown) => scim('PATCH', path, 200, { Operations })

/** Sends what a provider sends for one person in a cycle: a look-up, a change of two attributes, and the person into a group and out again. */
async function cycle(name: string, id: string, group: string, round: number) {
  await scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${name}@bench.example"`)}`, 200)
  await patch(`/Users/${id}`, [
    { op: 'Replace', path: 'title', value: `Agent ${round}` },
    { op: 'Replace', path: 'emails[type eq "work"].value', value: `${name}.${round}@bench.example` },
  ])
  await patch(`/Groups/${group}`, [{ op: 'Add', path: 'members', value: [{ value: id }] }])
  await patch(`/Groups/${group}`, [{ op: 'Remove', path: `members[value eq "${id}"]` }])
}

/** A CSR of the provider's group who is at the desk, in a masquerade. */
async function atWork(name: string, group: string) {
  const { id } = await create(name)
  await patch(`/Groups/${group}`, [{ op: 'Add', path: 'members', value: [{ value: id }] }])
  const desk = await app.signedIn('desk', name)
  const body = {
    webUserId: town.maria,
    accountId: town.mariaAccount,
    purposeKind: 'call',
    purposeReference: name,
    promptVersion: 0,
    locale: 'en',
  }
  const started = await send(origins.desk, 'POST', '/api/desk/masquerades', desk, JSON.stringify(body))
  const { masqueradeId, code } = JSON.parse(started.text) as { masqueradeId: string; code: string }
  const origin = origins.view.replace('*', masqueradeId)
  const form = {
    origin: origins.desk,
    'content-type': 'application/x-www-form-urlencoded',
    host: new URL(origin).host,
  }
  const arrived = await send(origin, 'POST', '/arrive', form, `code=${code}`)
  const credential = /=([\w-]{43});/.exec(String(arrived.headers['set-cookie']))?.[1] ?? ''
  return { id, desk, origin, view: headersOf('view', credential) }
}

try {
  const bare = {
    'bare query': await measure(500, () => app.database.desk`SELECT 1`),
    'bare route': await measure(500, () => send(origins.portal, 'GET', '/healthz')),
  }
  const { id: group } = (await scim('POST', '/Groups', 201, { displayName: 'Agents' })) as { id: string }
  const people = await Promise.all(
    Array.from({ length: 20 }, async (_, n) => ({ name: `person${n}`, id: (await create(`person${n}`)).id })),
  )
  const createdAt = performance.now()
  for (let n = 0; n < 100; n += 1) await create(`new${n}`)
  const createsPerSecond = 100 / ((performance.now() - createdAt) / 1000)

  // Four connections for ten seconds, each in its own cycles.
  const until = performance.now() + 10_000
  let requests = 0
  const client = async (at: number) => {
    for (let round = 0; performance.now() < until; round += 1) {
      const person = people[(at * 5 + round) % people.length]
      if (person) await cycle(person.name, person.id, group, round)
      requests += 4
    }
  }
  const startedAt = performance.now()
  await Promise.all([0, 1, 2, 3].map(client))
  const requestsPerSecond = requests / ((performance.now() - startedAt) / 1000)

  const workers: Awaited<ReturnType<typeof atWork>>[] = []
  for (let n = 0; n < 200; n += 1) workers.push(await atWork(`worker${n}`, group))
  const live = workers.length
  let slowest = 0
  const leaving = await measure(60, async () => {
    const one = workers.pop()
    if (!one) return
    const began = performance.now()
    // Alternates between the two ways: deactivated, and removed from the group.
    if (workers.length % 2)
      await patch(`/Users/${one.id}`, [{ op: 'Replace', path: 'active', value: 'False' }])
    else await patch(`/Groups/${group}`, [{ op: 'Remove', path: `members[value eq "${one.id}"]` }])
    const [atDesk, inView] = await Promise.all([
      send(origins.desk, 'GET', '/api/desk', one.desk),
      send(one.origin, 'GET', '/api/portal-context', one.view),
    ])
    if (atDesk.status !== 401 || inView.status !== 401)
      throw new Error(`still in: ${atDesk.status} ${inView.status}`)
    slowest = Math.max(slowest, performance.now() - began)
  })
  const summary = {
    requests_per_s: Math.round(requestsPerSecond),
    creates_per_s: Math.round(createsPerSecond),
    deprovision_to_refusal_max_ms: Math.round(slowest * 10) / 10,
    live_masquerades: live,
  }
  print({ 'deprovisioned, then refused': leaving }, bare)
  console.log(summary)
  if (process.argv.includes('--json')) console.log(JSON.stringify({ ...summary, bare, leaving }))
} finally {
  await app.close()
}
