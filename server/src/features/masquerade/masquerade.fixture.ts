import { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { type TestApp, testOrigins } from '#testing/test-app.ts'

export const startRequest = {
  webUserId: town.maria as number,
  accountId: town.mariaAccount as number,
  purposeKind: 'call',
  purposeReference: 'C-1001',
  promptVersion: 0,
  locale: 'en' as 'en' | 'es',
}

export const viewOriginOf = (masqueradeId: string) => testOrigins.view.replace('*', masqueradeId)

/** Posts a one-time code to a view origin, as the desk's form does. */
export function arrive(view: Browser, code: string, origin: string = testOrigins.desk) {
  return view.request('POST', '/arrive', { form: { code } }, { origin })
}

/** Starts a CSR's masquerade and arrives on its view origin. */
export async function masqueradeAs(app: TestApp, csrId: string, target: Partial<typeof startRequest> = {}) {
  const desk = await app.asCsr(csrId)
  const started = await desk.api.startMasquerade({ body: { ...startRequest, ...target } })
  const view = new Browser(app.fastify, viewOriginOf(started.masqueradeId), '198.51.100.7')
  const arrival = await arrive(view, started.code)
  return { desk, view, arrival, ...started }
}

/** Starts a masquerade, arrives and switches to acting. */
export async function actingAs(app: TestApp, csrId: string, target: Partial<typeof startRequest> = {}) {
  const masquerade = await masqueradeAs(app, csrId, target)
  await masquerade.view.api.switchToAct()
  return masquerade
}

export const newAddress = {
  line1: '40 Pier Rd',
  line2: '',
  city: 'Port Ellis',
  region: 'CA',
  postalCode: '92102',
  country: 'US',
}

/** The entries of the record about a masquerade, oldest first. */
export function entriesOf(app: TestApp, masqueradeId: string) {
  return app.owner`SELECT * FROM record_entries WHERE masquerade_id = ${masqueradeId} ORDER BY at, record_entry_id`
}
