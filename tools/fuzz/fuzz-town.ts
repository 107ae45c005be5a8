import type { Pool } from '../../server/src/database/sql.ts'
import {
  actingAs,
  masqueradeAs,
  newAddress,
} from '../../server/src/features/masquerade/masquerade.fixture.ts'
import { createPaymentApp } from '../../server/src/features/payments/payments.fixture.ts'
import type { Installation } from '../../server/src/installation.ts'
import { discoverProvider } from '../../server/src/integrations/identity-provider/openid-client.ts'
import { newSigningKeys } from '../../server/src/integrations/identity-provider/signing-keys.ts'
import { startIdentityStandIn } from '../../server/src/integrations/identity-provider/stand-in.ts'
import { addBill } from '../../server/src/testing/add-bill.ts'
import { Browser } from '../../server/src/testing/browser.ts'
import { town } from '../../server/src/testing/small-town.ts'
import { testOrigins } from '../../server/src/testing/test-app.ts'
import type { Known } from './from-schema.ts'

/** A sender of requests, with the cookies of a browser on one origin. */
export type FuzzActor = { name: string; browser: Browser }

export type FuzzTown = {
  actors: FuzzActor[]
  existingValues: Known
  port: number
  sign(body: string): string
  close(): Promise<void>
}

const client = {
  issuer: 'http://id.localhost',
  clientId: 'porchlight-desk',
  clientSecret: 'a secret for the fuzzing check',
}

/** Starts an identity provider for the whole run: what the desk's sign-in leads to. */
export function startProvider() {
  return startIdentityStandIn({
    ...client,
    redirectUris: [`${testOrigins.desk}/sign-in/callback`],
    postLogoutRedirectUris: [],
    deskUrl: testOrigins.desk,
    staff: [],
    jwks: newSigningKeys(),
    cookieKeys: ['a cookie key for the fuzzing check'],
  })
}

/** Tasks, to-dos and alerts, so that what is asked about them is found. */
async function fillTown(owner: Pool, actors: FuzzActor[]): Promise<void> {
  const params = { accountId: town.mariaAccount }
  const maria = actors.find(({ name }) => name === 'customer')?.browser
  if (!maria) throw new Error('the town has no customer')
  await maria.api.changeMailingAddress({ params, body: { ...newAddress, version: 1 } })
  await maria.api.startCardPayment({ params, body: { amountCents: 1_000, idempotencyKey: 'key-of-a-form' } })
  await owner`INSERT INTO to_dos (to_do_role, subject, priority, account_id, created_at)
    SELECT 'payments', 'payment-differs', 1, ${town.mariaAccount}, current_instant() FROM generate_series(1, 3)`
  await owner`INSERT INTO to_dos (to_do_role, subject, priority, about_csr_id, created_at)
    SELECT 'security-officer', 'too-many-customers', 1, 'amara.okafor', current_instant() FROM generate_series(1, 3)`
}

/**
 * Builds a town of its own, on a port, with somebody of each kind signed in: what earlier requests destroyed is there again.
 * @param log what the product says of its errors
 */
export async function openFuzzTown(providerPort: number, log: Installation['log']): Promise<FuzzTown> {
  const identityProvider = discoverProvider({ ...client, fetchBase: `http://127.0.0.1:${providerPort}` })
  const app = await createPaymentApp({ identityProvider, log }, { trustedProxies: ['127.0.0.1'] })
  await app.owe(town.mariaAccount, 18_805)
  await addBill(app.owner, {
    accountId: town.mariaAccount,
    billDate: '2026-03-02',
    dueDate: '2026-03-23',
    chargesCents: 18_805,
  })
  const customer = async (name: string, id: number) => ({ name, browser: await app.asCustomer(id) })
  const csr = async (csrId: string) => ({ name: csrId, browser: await app.asCsr(csrId) })
  const view = async (name: string, masquerade: ReturnType<typeof masqueradeAs>) => ({
    name,
    browser: (await masquerade).view,
  })
  const ended = await view('ended view', masqueradeAs(app, 'amara.okafor', { purposeReference: 'ended' }))
  await ended.browser.submit('/masquerade/leave', {})
  const withJunk = new Browser(app.fastify, testOrigins.portal)
  withJunk.cookies.set('__Host-porchlight-portal', 'no-session-of-ours')
  const strangers = [
    testOrigins.portal,
    testOrigins.desk,
    testOrigins.view.replace('*', 'b'.repeat(26)),
    testOrigins.plain,
  ]
  const actors = [
    ...strangers.map((origin) => ({ name: 'stranger', browser: new Browser(app.fastify, origin) })),
    { name: 'planted cookie', browser: withJunk },
    await customer('customer', town.maria),
    await customer('customer', town.maria),
    await customer('viewer', town.john),
    await customer('other customer', town.olga),
    await csr('amara.okafor'),
    await csr('amara.okafor'),
    await csr('tom.becker'),
    await csr('ines.ferreira'),
    await csr('kenji.sato'),
    await view('reading view', masqueradeAs(app, 'amara.okafor', { purposeReference: 'reading' })),
    await view('acting view', actingAs(app, 'ines.ferreira', { purposeReference: 'acting' })),
    ended,
  ]
  await fillTown(app.owner, actors)
  const ids = async (text: string) => (await app.owner.unsafe(text)).map((row) => Object.values(row)[0])
  const accountId = Object.values(town).filter((id) => id > 1_000_000_000)
  const webUserId = Object.values(town).filter((id) => id < 1_000_000)
  const existingValues: Known = {
    accountId,
    webUserId,
    accountNumber: accountId.map(String),
    postalCode: ['92101'],
    userName: ['m.alvarez', 'o.petrova', 'nobody'],
    csrId: ['amara.okafor', 'tom.becker', 'kenji.sato'],
    masqueradeId: await ids('SELECT masquerade_id FROM masquerades'),
    billId: await ids('SELECT bill_id FROM bills'),
    taskId: await ids('SELECT self_service_task_id FROM self_service_tasks'),
    servicePointId: await ids('SELECT service_point_id FROM service_points'),
    personId: [1, 2, 3, 4, 5],
    toDoId: await ids('SELECT to_do_id FROM to_dos'),
    savedViewId: [1, 2],
    unlinkId: [1],
    personIdentifierId: [1, 2],
    version: [1, 2, 2_147_483_647, 2_147_483_648],
    promptVersion: [0, 2_147_483_648],
    line1: ['40 Pier Rd'],
    line2: [''],
    city: ['Port Ellis'],
    region: ['CA'],
    country: ['US'],
    purposeKind: ['call', 'task'],
    locale: ['en', 'es'],
  }
  const { port } = app.fastify.server.address() as { port: number }
  return { actors, existingValues, port, sign: app.sign, close: app.close }
}
