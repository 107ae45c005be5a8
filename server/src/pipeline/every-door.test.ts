import { actionNames } from '@porchlight/contract/actions.ts'
import { eachAsked } from '@porchlight/contract/api.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashToken, newToken } from '#sessions/token.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

test('every action is decided at an endpoint or a route, except the redirect to the identity provider', () => {
  const actions = new Set<string>([
    ...eachAsked.map(([, e]) => e.action),
    ...app.fastify.doorRoutes.map(({ action }) => action),
  ])
  const unasked = actionNames.filter((action) => !actions.has(action))
  expect(unasked).toEqual(['masquerade:step-up'])
})

/** The desk's host, or the portal's for a route that is served there alone. */
const hostFor = (host: unknown) => {
  const desk = new URL(testOrigins.desk).host
  return host instanceof RegExp && !host.test(desk) ? new URL(testOrigins.portal).host : desk
}

/** A view's stream tells a stranger that the view has ended, and no more (view-ends.test.ts). Every other door refuses. */
const openToStrangers = ['portal:open']

test('every route with an action refuses a visitor, an unknown credential and an ended one', async () => {
  const routes = app.fastify.doorRoutes.filter(({ action }) => !openToStrangers.includes(action))
  const ended = { token: newToken(), desk: await app.asCsr('kenji.sato') }
  await app.owner`INSERT INTO provisioning_tokens (client_id, token_hash, created_at, expires_at, ended_at)
    VALUES ('ended', ${hashToken(ended.token)}, current_instant(), current_instant() + interval '1 day', current_instant())`
  await app.owner`UPDATE desk_sessions SET ended_at = current_instant() WHERE csr_id = 'kenji.sato'`
  const cookie = [...ended.desk.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const credentials: Record<string, string>[] = [
    {},
    { authorization: `Bearer ${newToken()}` },
    { authorization: `Bearer ${ended.token}` },
    { cookie },
    { cookie, authorization: `Bearer ${ended.token}` },
  ]
  let requests = 0
  for (const { methods, url, host } of routes)
    for (const method of methods)
      for (const headers of credentials) {
        const { statusCode } = await app.fastify.inject({
          method: method as 'GET',
          url: url.replace(/:\w+/g, '1').replace('*', 'x'),
          headers: { host: hostFor(host), 'sec-fetch-site': 'same-origin', ...headers },
        })
        expect([method, url, headers, statusCode < 500 && statusCode >= 400]).toEqual([
          method,
          url,
          headers,
          true,
        ])
        requests += 1
      }
  expect(requests).toBeGreaterThan(60)
})
