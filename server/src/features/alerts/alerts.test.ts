import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { beginAnew, look, runDetectors } from '#features/detectors/detectors.fixture.ts'
import { emptyRecord } from '#features/the-record/record.fixture.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let kenji: Browser
let vera: Browser
const accountId = town.otherAccount
beforeAll(async () => {
  app = await createTestApp()
  await app.owner`INSERT INTO csr_users (csr_id, issuer, subject, display_name, email)
    VALUES ('vera.lind', 'x', 'vera', 'Vera Lind', 'v@example.com')`
  await app.owner`INSERT INTO group_memberships (csr_group, csr_id) VALUES ('security-officer', 'vera.lind')`
  kenji = await app.asCsr('kenji.sato')
  vera = await app.asCsr('vera.lind')
})
afterAll(() => app.close())
beforeEach(() => beginAnew(app))

/** Begins the record anew, and the reading of it. */
async function recordAnew() {
  await emptyRecord(app.owner)
  await app.owner`TRUNCATE detector_cursors`
}

/** Tom opened an account three hours ago without a cause. Returns the alert. */
async function unexplained(csrId = 'tom.becker') {
  await look(app, { csrId, accountId })
  await runDetectors(app)
  const { alerts } = await vera.api.queryAlerts({ body: { subject: 'unexplained-opening' } })
  const [alert] = alerts
  if (!alert) throw new Error('no alert was raised')
  return { alert, params: { toDoId: alert.toDoId } }
}

test('explains itself: who, whose account, when, and what was missing', async () => {
  const { alert } = await unexplained()
  expect(alert).toMatchObject({
    csrName: 'Tom Becker',
    accountId,
    severity: 'medium',
    age: 'fresh',
    ownerCsrId: null,
    finding: {
      detector: 'unexplained-opening',
      personName: 'O. Petrova',
      number: 2,
      isRefused: false,
      times: 1,
    },
  })
})

test('is taken, handed over and closed with an outcome; its history and the closed list keep it', async () => {
  const { params } = await unexplained()
  await kenji.api.takeAlert({ params })
  expect((await kenji.api.queryAlerts({ body: { ownerCsrId: 'kenji.sato' } })).alerts).toHaveLength(1)
  expect(
    (
      await kenji.api.queryAlerts({
        body: { ownerCsrId: '-', state: 'open', subject: 'unexplained-opening' },
      })
    ).alerts,
  ).toEqual([])
  await kenji.api.handOverAlert({ params, body: { toCsrId: 'vera.lind' } })
  await vera.api.settleAlert({ params, body: { outcome: 'misuse', reason: 'Looked up an ex-partner' } })
  const one = await kenji.api.readAlert({ params })
  expect(one).toMatchObject({
    outcome: 'misuse',
    reason: 'Looked up an ex-partner',
    age: null,
    ownerName: 'Vera Lind',
  })
  expect(one.steps).toMatchObject([
    { step: 'taken', byName: 'Kenji Sato', toName: null },
    { step: 'handed-over', byName: 'Kenji Sato', toName: 'Vera Lind' },
    { step: 'settled', byName: 'Vera Lind' },
  ])
  const settled = (outcome: 'misuse' | 'explained') =>
    kenji.api.queryAlerts({ body: { state: 'settled', outcome } })
  expect((await settled('misuse')).alerts).toHaveLength(1)
  expect((await settled('explained')).alerts).toEqual([])
  const rows = await app.owner`SELECT details ->> 'outcome' AS outcome FROM record_entries
    WHERE action = 'alert:settle' AND event = 'changed'`
  expect(rows).toEqual([{ outcome: 'misuse' }])
})

test('refuses an outcome that is not on the list, and a CSR who is no security officer as the owner', async () => {
  const { params } = await unexplained()
  const outcome = 'fine' as never
  await expect(kenji.api.settleAlert({ params, body: { outcome, reason: 'x' } })).rejects.toMatchObject({
    status: expect.any(Number),
    body: { reason: expect.stringMatching(/^invalid-/) },
  })
  await expect(kenji.api.handOverAlert({ params, body: { toCsrId: 'amara.okafor' } })).rejects.toMatchObject({
    status: 422,
    body: { fields: [{ field: 'toCsrId' }] },
  })
})

test('nobody takes, hands over, mutes or closes an alert about themselves, nor gets it from a colleague', async () => {
  const { params } = await unexplained('kenji.sato')
  const own = { status: 403, body: { reason: 'own-alert' } }
  for (const refused of [
    () => kenji.api.takeAlert({ params }),
    () => kenji.api.handOverAlert({ params, body: { toCsrId: 'vera.lind' } }),
    () => kenji.api.muteAlert({ params, body: { reason: 'x' } }),
    () => kenji.api.settleAlert({ params, body: { outcome: 'explained', reason: 'x' } }),
  ])
    await expect(refused()).rejects.toMatchObject(own)
  await expect(vera.api.handOverAlert({ params, body: { toCsrId: 'kenji.sato' } })).rejects.toMatchObject({
    status: 422,
  })
  expect((await vera.api.readAlert({ params })).owners.map(({ csrId }) => csrId)).toEqual(['vera.lind'])
})

test('gets older: in time, due after a day, overdue after three', async () => {
  const { params } = await unexplained()
  const ageAfter = async (hours: number) => {
    await app.owner`UPDATE to_dos SET created_at = current_instant() - make_interval(hours => ${hours}::integer)`
    return (await kenji.api.readAlert({ params })).age
  }
  expect([await ageAfter(23), await ageAfter(25), await ageAfter(71), await ageAfter(73)]).toEqual([
    'fresh',
    'due',
    'due',
    'overdue',
  ])
  expect((await kenji.api.queryAlerts({ body: { age: 'overdue' } })).alerts.length).toBeGreaterThan(0)
  await app.owner`UPDATE to_dos SET created_at = current_instant()`
  expect((await kenji.api.queryAlerts({ body: { age: 'due' } })).alerts).toEqual([])
})

test('a muted pair raises no more alerts of this detector, until the mute ends; the reason is kept', async () => {
  const { params } = await unexplained()
  await kenji.api.muteAlert({ params, body: { reason: 'Works on a project about this account' } })
  await kenji.api.settleAlert({ params, body: { outcome: 'false-alarm', reason: 'Project work' } })
  const { mutes } = await kenji.api.readDetectors()
  expect(mutes).toMatchObject([
    {
      detector: 'unexplained-opening',
      csrId: 'tom.becker',
      accountId,
      reason: 'Works on a project about this account',
    },
  ])
  await app.owner`UPDATE alert_findings SET first_at = first_at - interval '3 days', last_at = last_at - interval '3 days'`
  // A detector that waits stops at younger lines: the officer's own are taken away.
  await recordAnew()
  await look(app, { accountId })
  await look(app, { accountId, csrId: 'amara.okafor' })
  await runDetectors(app)
  const open = async () =>
    (await kenji.api.queryAlerts({ body: { state: 'open', subject: 'unexplained-opening' } })).alerts.map(
      ({ csrId }) => csrId,
    )
  expect(await open()).toEqual(['amara.okafor'])
  await kenji.api.endMute({
    body: { detectorMuteId: mutes[0]?.detectorMuteId ?? 0, reason: 'Project is over' },
  })
  await recordAnew()
  await look(app, { accountId })
  await runDetectors(app)
  expect((await open()).sort()).toEqual(['amara.okafor', 'tom.becker'])
})

test('a canary looks like every other customer to a CSR: status, bytes and statements are the same', async () => {
  const tom = await app.asCsr('tom.becker')
  const requestAll = async () => {
    app.statements.length = 0
    const responses = []
    for (const path of [`/api/desk/accounts/${accountId}`, `/api/desk/accounts/${accountId}/web-users`]) {
      const { status, text } = await tom.request('GET', path)
      responses.push(`${status} ${text}`)
    }
    // Statements that do not wait for each other reach the database in any order.
    return { responses, statements: [...app.statements].sort() }
  }
  // The first opening of a customer within the hour notes it; from then on the requests are equal.
  await requestAll()
  const before = await requestAll()
  expect(before.responses[0]).toMatch(/^200 /)
  await kenji.api.markCanary({ body: { canaryAccountId: accountId, reason: 'Made up for this purpose' } })
  expect(await requestAll()).toEqual(before)
  await app.owner`UPDATE canary_customers SET marked_at = now() - interval '1 day'`
  expect(await requestAll()).toEqual(before)
  await runDetectors(app)
  const { alerts } = await kenji.api.queryAlerts({ body: { subject: 'canary-opened' } })
  expect(alerts).toMatchObject([{ severity: 'high', csrId: 'tom.becker', accountId }])
  // Who reads the record of the account learns nothing of it either.
  const rows = await app.owner`SELECT action FROM record_entries
    WHERE account_id = ${accountId} AND (event = 'alert' OR action LIKE 'detector:%')`
  expect(rows).toEqual([])
  const ines = await app.asCsr('ines.ferreira')
  for (const refused of [() => ines.api.readDetectors(), () => ines.api.queryAlerts({ body: {} })])
    await expect(refused()).rejects.toMatchObject({ body: { reason: 'permission-missing' } })
})

test('details of staff are changed by a colleague, with the version, and their reading is on the record', async () => {
  const body = {
    ofCsrId: 'tom.becker',
    otherSurnames: ['Meyer'],
    line1: '97 Elm Ave',
    postalCode: '92101',
    ownAccountIds: [],
    version: 0,
  }
  await expect(
    kenji.api.changeOwnDetails({ body: { ...body, ofCsrId: 'kenji.sato' } }),
  ).rejects.toMatchObject({ status: 403, body: { reason: 'own-details' } })
  await kenji.api.changeOwnDetails({ body })
  await expect(kenji.api.changeOwnDetails({ body })).rejects.toMatchObject({
    status: 409,
    body: { reason: 'version-conflict' },
  })
  await kenji.api.changeOwnDetails({ body: { ...body, version: 1, otherSurnames: [] } })
  const { staff } = await kenji.api.readDetectors()
  expect(staff.find(({ csrId }) => csrId === 'tom.becker')).toMatchObject({ line1: '97 Elm Ave', version: 2 })
  const rows = await app.owner`SELECT details::text FROM record_entries WHERE action = 'detector:change'`
  expect(rows.map(({ details }) => details).join()).not.toContain('Elm')
})
