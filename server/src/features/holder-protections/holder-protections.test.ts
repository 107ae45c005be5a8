import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refusalOf } from '#features/staff/staff.fixture.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let amara: Browser
let ines: Browser
const john = 2
const params = { accountId: town.mariaAccount as number, personId: john }
const reason = 'He asked for it'
const account = { accountId: town.mariaAccount as number }

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.owner`DELETE FROM holder_protections`
  await app.owner`DELETE FROM protected_openings`
  await app.owner`UPDATE persons SET is_protected = false WHERE person_id IN (1, ${john})`
  await app.owner`DELETE FROM setting_versions WHERE setting = 'staff.four-eyes'`
  await app.owner`UPDATE web_user_accounts SET role = 'co-holder'
    WHERE web_user_id = ${town.john} AND account_id = ${town.mariaAccount}`
  await app.owner`UPDATE web_users SET user_name = 'j.smith' WHERE web_user_id = ${town.john}`
  amara = await app.asCsr('amara.okafor')
  ines = await app.asCsr('ines.ferreira')
})

const body = { kind: 'family-violence' as const, isAddressConfidential: false, reason }
const mark = (more: Partial<typeof body> = {}, by = amara) =>
  by.api.markHolderProtection({ params, body: { ...body, ...more } })
const remove = (version: number, by = amara, why = reason) =>
  by.api.removeHolderProtection({ params, body: { version, reason: why } })
const open = (by: Browser) =>
  by.api.openProtected({ params, body: { kind: 'customer-calls', reference: 'C-1' } })
const protectionOf = async (by = amara) =>
  (await by.api.readAccount({ params: account })).persons.find(({ personId }) => personId === john)
    ?.protection
const isProtected = async (personId = john) =>
  (await app.owner`SELECT is_protected FROM persons WHERE person_id = ${personId}`)[0]?.isProtected
const newestLine = async () =>
  (await app.owner`SELECT * FROM record_entries ORDER BY record_entry_id DESC LIMIT 1`)[0]
const countLines = async () => Number((await app.owner`SELECT count(*) FROM record_entries`)[0]?.count)
const addressSeenBy = async (webUserId: number) => {
  const browser = await app.asCustomer(webUserId)
  return (await browser.api.readAccountInformation({ params: account })).mailingAddress
}
const setFourEyes =
  () => app.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
  VALUES ('staff.four-eyes', '', 1, 'true', 'kenji.sato', now())`

describe('a mark', () => {
  test('protects the account at once, and the desk shows since when and why after a further reason', async () => {
    expect((await amara.api.readAccount({ params: account })).may).toMatchObject({
      'holder-protection:mark': 'ok',
    })
    await mark()
    expect(await isProtected()).toBe(true)
    expect(await refusalOf(amara.api.readAccount({ params: account }))).toMatchObject({
      reason: 'further-reason-required',
    })
    await open(amara)
    expect(await protectionOf()).toEqual({
      version: 1,
      kind: 'family-violence',
      markedAt: expect.any(String),
      reason,
      removalAskedBy: null,
      removalReason: null,
      ownAddress: expect.any(String),
    })
  })

  test('is one line of the record, with the person and the kind', async () => {
    const before = await countLines()
    await mark()
    expect(await countLines()).toBe(before + 1)
    expect(await newestLine()).toMatchObject({
      csrId: 'amara.okafor',
      action: 'holder-protection:mark',
      event: 'changed',
      accountId: town.mariaAccount,
      details: { change: 'marked', personId: john, kind: 'family-violence' },
    })
  })

  test('is refused a second time, for a person of another account, without a reason, and of an unknown kind', async () => {
    await mark()
    await open(amara)
    expect(await refusalOf(mark())).toEqual({ reason: 'already-done' })
    const elsewhere = { accountId: town.mariaShop, personId: john }
    expect(await refusalOf(amara.api.markHolderProtection({ params: elsewhere, body }))).toMatchObject({
      reason: 'not-found',
    })
    for (const blank of ['', '   '])
      expect(await refusalOf(mark({ reason: blank }))).toEqual({
        reason: 'invalid-field',
        fields: [{ field: 'reason', reason: 'required' }],
      })
    const path = `/api/desk/accounts/${town.mariaAccount}/persons/${john}/protection`
    const { status } = await amara.request('POST', path, { json: { ...body, kind: 'celebrity' } })
    expect(status).toBe(422)
  })

  test('is refused to who lacks the permission, and to customers, and changes nothing then', async () => {
    const tom = await app.asCsr('tom.becker')
    expect((await tom.api.readAccount({ params: account })).may).toMatchObject({
      'holder-protection:mark': 'permission-missing',
      'holder-protection:remove': 'permission-missing',
    })
    expect(await refusalOf(mark({}, tom))).toMatchObject({ reason: 'permission-missing' })
    expect(await refusalOf(mark({}, await app.asCustomer(town.maria)))).toMatchObject({
      reason: 'staff-only',
    })
    expect(await app.owner`SELECT * FROM holder_protections`).toEqual([])
    expect(await isProtected()).toBe(false)
  })

  test('of two at once counts one', async () => {
    const [one, other] = await Promise.all([refusalOf(mark()), refusalOf(mark({}, ines))])
    expect([one, other]).toContain('ok')
    expect(await app.owner`SELECT * FROM holder_protections`).toHaveLength(1)
  })

  test('gives the others the service address where the mailing address is confidential', async () => {
    const [before] = await app.owner`SELECT * FROM mailing_addresses WHERE account_id = ${town.mariaAccount}`
    await app.owner`UPDATE mailing_addresses SET line1 = '5 Shelter Rd' WHERE account_id = ${town.mariaAccount}`
    await mark({ isAddressConfidential: true })
    expect(await addressSeenBy(town.maria)).toMatchObject({ line1: '12 Oak St' })
    expect(await addressSeenBy(town.john)).toMatchObject({ line1: '5 Shelter Rd' })
    await app.owner`UPDATE mailing_addresses SET line1 = ${before?.line1 ?? ''} WHERE account_id = ${town.mariaAccount}`
  })

  test('is refused where no service address could stand in for a confidential one', async () => {
    const points = await app.owner`DELETE FROM service_agreement_points WHERE service_agreement_id IN (
      SELECT service_agreement_id FROM service_agreements WHERE account_id = ${town.mariaAccount}) RETURNING *`
    expect(await refusalOf(mark({ isAddressConfidential: true }))).toEqual({
      reason: 'invalid-field',
      fields: [{ field: 'isAddressConfidential', reason: 'no-service-address' }],
    })
    expect(await app.owner`SELECT * FROM holder_protections`).toEqual([])
    expect(await isProtected()).toBe(false)
    for (const { serviceAgreementId, servicePointId } of points)
      await app.owner`INSERT INTO service_agreement_points (service_agreement_id, service_point_id)
        VALUES (${serviceAgreementId}, ${servicePointId})`
  })
})

describe('a removal', () => {
  beforeEach(async () => {
    await mark()
    await open(amara)
    await open(ines)
  })

  test('shows the others today’s user name and the account’s address again, and ends the protection', async () => {
    const browser = await app.asCustomer(town.john)
    await browser.api.changeMailingAddress({
      params: account,
      body: { ...(await addressSeenBy(town.john)), line1: '8 Harbor Way' },
    })
    await app.owner`UPDATE web_users SET user_name = 'j.new' WHERE web_user_id = ${town.john}`
    const maria = await app.asCustomer(town.maria)
    const seen = async () => JSON.stringify(await maria.api.listAccountPeople({ params: account }))
    expect(await seen()).not.toContain('j.new')
    expect(await protectionOf()).toMatchObject({ ownAddress: expect.stringContaining('8 Harbor Way') })
    expect(await remove(1)).toEqual({ isRemoved: true })
    expect(await seen()).toContain('j.new')
    expect(await addressSeenBy(town.john)).toEqual(await addressSeenBy(town.maria))
    expect(await isProtected()).toBe(false)
    expect(await protectionOf()).toBeNull()
    expect(JSON.stringify(await app.owner`SELECT * FROM holder_protections`)).not.toContain('Harbor')
  })

  test('is one line of the record', async () => {
    const before = await countLines()
    await remove(1)
    expect(await countLines()).toBe(before + 1)
    expect(await newestLine()).toMatchObject({
      csrId: 'amara.okafor',
      action: 'holder-protection:remove',
      event: 'changed',
      accountId: town.mariaAccount,
      details: { change: 'removed', personId: john },
    })
  })

  test('keeps a person protected who was so before the mark', async () => {
    await remove(1)
    await app.owner`UPDATE persons SET is_protected = true WHERE person_id = ${john}`
    await open(amara)
    await mark()
    expect(await remove(1)).toEqual({ isRemoved: true })
    expect(await isProtected()).toBe(true)
  })

  test('is refused without a further reason, permission or reason, and where nobody is marked', async () => {
    expect(await refusalOf(remove(1, amara, ' '))).toEqual({
      reason: 'invalid-field',
      fields: [{ field: 'reason', reason: 'required' }],
    })
    expect(await refusalOf(remove(1, await app.asCsr('tom.becker')))).toMatchObject({
      reason: 'permission-missing',
    })
    await app.owner`DELETE FROM protected_openings`
    expect(await refusalOf(remove(1))).toMatchObject({ reason: 'further-reason-required' })
    await open(amara)
    await remove(1)
    expect(await refusalOf(remove(1))).toMatchObject({ reason: 'not-found' })
  })

  test('of a stale version is refused, and the mark stays', async () => {
    expect(await refusalOf(remove(2))).toEqual({ reason: 'version-conflict' })
    expect(await protectionOf()).toMatchObject({ version: 1 })
  })
})

describe('a removal with four eyes', () => {
  beforeEach(async () => {
    await mark()
    await open(amara)
    await open(ines)
    await setFourEyes()
  })

  test('waits for a colleague; the CSR who asked cannot confirm it', async () => {
    expect(await remove(1)).toEqual({ isRemoved: false })
    expect(await newestLine()).toMatchObject({ details: { change: 'removal-asked', personId: john } })
    expect(await protectionOf()).toMatchObject({
      version: 2,
      removalAskedBy: 'amara.okafor',
      removalReason: reason,
    })
    expect(await isProtected()).toBe(true)
    expect(await refusalOf(remove(2))).toEqual({ reason: 'own-request' })
    expect(await protectionOf()).toMatchObject({ version: 2, removalAskedBy: 'amara.okafor' })
    expect(await remove(2, ines, 'Called her back')).toEqual({ isRemoved: true })
    expect(await isProtected()).toBe(false)
    const [row] = await app.owner`SELECT * FROM holder_protections`
    expect(row).toMatchObject({
      removalAskedByCsrId: 'amara.okafor',
      removedByCsrId: 'ines.ferreira',
      removalReason: `${reason}\nCalled her back`,
    })
  })

  test('is never confirmed by a colleague who saw no request', async () => {
    await remove(1)
    expect(await refusalOf(remove(1, ines))).toEqual({ reason: 'version-conflict' })
    expect(await isProtected()).toBe(true)
  })
})
