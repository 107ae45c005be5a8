import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '#database/database.ts'
import type { Browser } from '#testing/browser.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { createApp } from '../../app.ts'
import { follow } from './follow-view.fixture.ts'
import { sweepMasquerades } from './jobs.ts'
import { masqueradeAs } from './masquerade.fixture.ts'

/** So long that no poll finds an end during these tests: only a notice does. */
const viewPollMs = 60 * 60_000

let app: TestApp
/** The process with the open tabs. Everything that ends a masquerade happens in the other. */
let second: { fastify: FastifyInstance; close(): Promise<void> }
beforeAll(async () => {
  app = await createTestApp()
  const database = openDatabase(app.url, testEncryptionKey, { connections: 17 })
  const fastify = createApp({
    database,
    installation: app.installation,
    assets: new Map(),
    isSecure: true,
    paymentOrigin: 'http://pay.localhost:8080',
    trustedProxies: [],
    plainPage: () => '',
    watch: app.watch,
    viewPollMs,
  })
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  second = {
    fastify,
    close: async () => {
      await fastify.close()
      await database.close()
    },
  }
})
afterAll(async () => {
  await second.close()
  await app.close()
})

type Ongoing = { masqueradeId: string; view: Browser }

const ends: [string, string, (ongoing: Ongoing) => Promise<unknown>][] = [
  [
    'a supervisor ends it',
    'supervisor',
    async ({ masqueradeId }) =>
      (await app.asCsr('ines.ferreira')).api.endAnyMasquerade({
        params: { masqueradeId },
        body: { reason: 'enough seen' },
      }),
  ],
  [
    'the customer ends it',
    'customer',
    async ({ masqueradeId }) =>
      (await app.asCustomer(town.maria)).api.endSupportVisit({ params: { masqueradeId } }),
  ],
  ['another tab ends it from the banner', 'banner', ({ view }) => view.submit('/masquerade/leave', {})],
  [
    'the sweeper writes its end',
    'idle',
    async ({ masqueradeId }) => {
      // The row alone: activity is no notice, so nothing but the sweeper announces the end.
      await app.owner`UPDATE masquerades SET last_activity_at = current_instant() - interval '2 hours' WHERE masquerade_id = ${masqueradeId}`
      await sweepMasquerades.run({
        pool: app.database.worker,
        installation: app.installation,
        signal: new AbortController().signal,
      })
    },
  ],
  [
    'its CSR is deactivated',
    'permission-lost',
    () => app.owner`UPDATE csr_users SET is_active = false WHERE csr_id = 'amara.okafor'`,
  ],
  [
    'its CSR leaves the group',
    'permission-lost',
    () => app.owner`UPDATE group_memberships SET effective_to = now() WHERE csr_id = 'amara.okafor'`,
  ],
  [
    'its CSR signs out of the desk',
    'desk-signed-out',
    () =>
      app.owner`UPDATE desk_sessions SET ended_at = now() WHERE csr_id = 'amara.okafor' AND ended_at IS NULL`,
  ],
  [
    'its web user is switched off',
    'web-user-unavailable',
    () => app.owner`UPDATE web_users SET is_active = false WHERE web_user_id = ${town.maria}`,
  ],
  [
    'its web user is unlinked',
    'web-user-unavailable',
    () => app.owner`UPDATE web_user_accounts SET is_active = false WHERE web_user_id = ${town.maria}`,
  ],
  [
    'its person loses web access',
    'web-user-unavailable',
    () =>
      app.owner`UPDATE account_persons SET web_access_allowed = false WHERE account_id = ${town.mariaAccount}`,
  ],
  [
    'masquerading is switched off',
    'switched-off',
    () => app.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
      VALUES ('masquerade.enabled', '', 1, 'false', 'kenji.sato', now())`,
  ],
]

/** Undoes what the ends changed. */
async function restore() {
  await app.owner`UPDATE csr_users SET is_active = true`
  await app.owner`UPDATE group_memberships SET effective_to = 'infinity'`
  await app.owner`UPDATE web_users SET is_active = true WHERE web_user_id = ${town.maria}`
  await app.owner`UPDATE web_user_accounts SET is_active = true WHERE web_user_id = ${town.maria}`
  await app.owner`UPDATE account_persons SET web_access_allowed = true WHERE account_id = ${town.mariaAccount}`
  await app.owner`DELETE FROM setting_versions WHERE setting = 'masquerade.enabled'`
}

test.each(ends)('31: stops the open tabs of another process by a notice when %s', async (how, cause, end) => {
  const masquerade = await masqueradeAs(app, 'amara.okafor', { purposeReference: how })
  const tab = await follow(second.fastify, masquerade.view)
  await tab.begun
  await end(masquerade)
  expect(await tab.said).toContain('event: ended')
  const [row] =
    await app.owner`SELECT end_cause FROM masquerades WHERE masquerade_id = ${masquerade.masqueradeId}`
  expect(row).toEqual({ endCause: cause })
  await restore()
})
