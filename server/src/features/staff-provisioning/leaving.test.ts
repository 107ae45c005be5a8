import { once } from 'node:events'
import { get } from 'node:http'
import { viewStreamPath } from '@porchlight/contract/live.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { masqueradeAs } from '#features/masquerade/masquerade.fixture.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { startProcess, type TestProcess } from '#testing/test-process.ts'
import { mapGroup, type Scim, scimClient } from './scim.fixture.ts'

let app: TestApp
let scim: Scim
let other: TestProcess
let port: number
beforeAll(async () => {
  app = await createTestApp()
  scim = await scimClient(app)
  await mapGroup(app, 'Desk Agents', 'call-centre')
  await mapGroup(app, 'Leads', 'supervisors')
  other = startProcess(`${import.meta.dirname}/app-process.fixture.ts`, [app.url])
  const [told] = await other.until(once(other.child, 'message'))
  port = Number(told)
})
afterAll(async () => {
  await other.kill()
  await app.close()
})

/** Asks the second process with the cookies of a browser. Resolves with the response, whose body goes on. */
const ask = (browser: Browser, path: string) =>
  new Promise<{ status: number; text: Promise<string>; begun: Promise<unknown> }>((resolve, reject) => {
    const request = get({
      host: '127.0.0.1',
      port,
      path,
      agent: false,
      headers: {
        host: new URL(browser.origin).host,
        cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'sec-fetch-site': 'same-origin',
      },
    })
    request.on('error', reject)
    request.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      // A stream of somebody who stays is cut off when the process is killed.
      response.on('error', () => {})
      const ended = new Promise<string>((done) => response.on('end', () => done(text)))
      resolve({ status: response.statusCode ?? 0, text: ended, begun: once(response, 'data') })
    })
  })

const whyEnded = async (desk: Browser) => JSON.parse(await (await ask(desk, '/sign-in/ended')).text)

/** A person in the group of agents, at the desk and in a masquerade, whose tabs are open on the second process. */
async function atWork(userName: string) {
  const csrId = userName
  const id = await scim.user(userName, { externalId: csrId })
  const { body } = await scim.send(
    'GET',
    `/Groups?filter=${encodeURIComponent('displayName eq "Desk Agents"')}`,
  )
  const agents = body.Resources[0]?.id ?? (await scim.group('Desk Agents'))
  await scim.patch(`/Groups/${agents}`, [{ op: 'add', path: 'members', value: [{ value: id }] }])
  const { desk, view, masqueradeId } = await masqueradeAs(app, csrId, { purposeReference: userName })
  expect((await ask(desk, '/api/desk')).status).toBe(200)
  expect((await ask(view, `/accounts/${town.mariaAccount}/information`)).status).toBe(200)
  const [live, follows] = [await ask(desk, '/api/desk/live'), await ask(view, viewStreamPath)]
  await Promise.all([live.begun, follows.begun])
  return { id, csrId, agents, desk, view, masqueradeId, live, follows }
}

type AtWork = Awaited<ReturnType<typeof atWork>>

/** Refused at the next request in the other process; the open tabs are told by themselves. */
async function expectOut({ desk, view, masqueradeId, live, follows }: AtWork, why: string, cause: string) {
  expect((await ask(desk, '/api/desk')).status).toBe(401)
  const page = await ask(view, `/accounts/${town.mariaAccount}/information`)
  expect(page.status).toBe(401)
  expect(await live.text).toContain('"cause":"session-ended"')
  expect(await follows.text).toContain('event: ended')
  expect(await whyEnded(desk)).toEqual({ why })
  const [masquerade] =
    await app.owner`SELECT end_cause FROM masquerades WHERE masquerade_id = ${masqueradeId}`
  expect(masquerade?.endCause).toBe(cause)
  const ends =
    await app.owner`SELECT actor_kind, client_id, csr_id FROM record_entries WHERE masquerade_id = ${masqueradeId} AND event = 'ended'`
  expect(ends).toMatchObject([{ actorKind: 'integration', clientId: 'scim:entra', csrId: null }])
}

describe('on every process, at once and with its cause', () => {
  test('a person whom the provider switches off is out', async () => {
    const worker = await atWork('nora')
    await scim.patch(`/Users/${worker.id}`, [{ op: 'Replace', path: 'active', value: 'False' }])
    await expectOut(worker, 'switched-off', 'permission-lost')
  })

  test('a person who is deleted is out', async () => {
    const worker = await atWork('olga')
    await scim.send('DELETE', `/Users/${worker.id}`)
    await expectOut(worker, 'switched-off', 'permission-lost')
  })

  test('a person who leaves the group is out', async () => {
    const worker = await atWork('pete')
    await scim.patch(`/Groups/${worker.agents}`, [{ op: 'Remove', path: `members[value eq "${worker.id}"]` }])
    await expectOut(worker, 'group-lost', 'permission-lost')
  })

  test('a person who leaves one of two groups is out too, and comes back with what is left', async () => {
    const worker = await atWork('quin')
    const leads = await scim.group('Leads', [worker.id])
    await scim.patch(`/Groups/${leads}`, [{ op: 'Remove', path: 'members', value: [{ value: worker.id }] }])
    await expectOut(worker, 'group-lost', 'desk-signed-out')
    const again = await app.asCsr('quin')
    expect((await ask(again, '/api/desk')).status).toBe(200)
  })

  test('another person goes on', async () => {
    const [leaver, stays] = [await atWork('rita'), await atWork('sven')]
    await scim.send('DELETE', `/Users/${leaver.id}`)
    await expectOut(leaver, 'switched-off', 'permission-lost')
    expect((await ask(stays.desk, '/api/desk')).status).toBe(200)
    expect((await ask(stays.view, `/accounts/${town.mariaAccount}/information`)).status).toBe(200)
    expect(await whyEnded(stays.desk)).toEqual({ why: null })
  })
})
