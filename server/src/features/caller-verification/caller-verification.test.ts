import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { arrive, entriesOf, startRequest, viewOriginOf } from '#features/masquerade/masquerade.fixture.ts'
import { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import {
  ask,
  codeInPortal,
  forgetAttempts,
  freshCall,
  freshDispute,
  type Purpose,
  verify,
} from './calls.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

describe('the verification of a caller', () => {
  test('attests the identifiers that the utility lists, and no others', async () => {
    const desk = await app.asCsr('amara.okafor')
    const call = freshCall()
    expect(await verify(desk, call)).toMatchObject({ grade: 'none' })
    expect(await verify(desk, call, { identifiers: ['service-address', 'last-payment'] })).toMatchObject({
      grade: 'attested',
    })
    await expect(verify(desk, call, { identifiers: ['shoe-size'] })).rejects.toMatchObject({
      status: 422,
      body: { fields: [{ field: 'identifiers', reason: 'not-listed' }] },
    })
  })

  test('is shown to the next CSR, and counts for nobody else and no other call', async () => {
    const amara = await app.asCsr('amara.okafor')
    const ines = await app.asCsr('ines.ferreira')
    const call = freshCall()
    await verify(amara, call, { identifiers: ['service-address'] })
    const params = { accountId: town.mariaAccount }
    const newest = {
      csrName: 'Amara Okafor',
      userName: 'm.alvarez',
      grade: 'attested',
      identifiers: ['service-address'],
      purposeReference: call.purposeReference,
    }
    expect((await amara.api.readAccount({ params })).callers[0]).toMatchObject({ ...newest, isInForce: true })
    expect((await ines.api.readAccount({ params })).callers[0]).toMatchObject({ ...newest, isInForce: false })
  })

  test('is on the record with its grade and identifiers, and with no value', async () => {
    const desk = await app.asCsr('amara.okafor')
    await verify(desk, freshCall(), { identifiers: ['service-address'] })
    const [entry] = await app.owner`
      SELECT * FROM record_entries WHERE action = 'caller:verify' ORDER BY record_entry_id DESC LIMIT 1`
    expect(entry).toMatchObject({
      event: 'changed',
      csrId: 'amara.okafor',
      webUserId: town.maria,
      accountId: town.mariaAccount,
      details: { step: 'verified', callerGrade: 'attested', identifiers: 'service-address' },
    })
  })

  test('15: of unknown, unlinked and protected targets is refused alike', async () => {
    const desk = await app.asCsr('amara.okafor')
    const targets = [
      { webUserId: 999_999, accountId: 1_999_999_999 },
      { webUserId: town.maria, accountId: town.otherAccount },
      { webUserId: town.protectedUser, accountId: town.protectedAccount },
    ]
    for (const [path, more] of [
      ['/api/desk/callers/questions', {}],
      ['/api/desk/callers/code', { ...freshCall(), channel: 'mail' }],
      ['/api/desk/callers', { ...freshCall(), identifiers: [], code: '' }],
    ] as const) {
      const seen = []
      for (const one of targets) {
        app.statements.length = 0
        const { status, text } = await desk.request('POST', path, { json: { ...one, ...more } })
        seen.push(`${status} ${text} ${app.statements.length}`)
      }
      expect(new Set(seen).size).toBe(1)
      expect(seen[0]).toContain('target-unavailable')
    }
  })

  test('is refused without the permission', async () => {
    const kenji = await app.asCsr('kenji.sato')
    await expect(verify(kenji, freshCall())).rejects.toMatchObject({ body: { reason: 'permission-missing' } })
  })
})

describe('a masquerade', () => {
  const start = (desk: Browser, purpose: Purpose) =>
    desk.api.startMasquerade({ body: { ...startRequest, ...purpose } })

  test('does not start for a purpose that requires a better verification, and names the grade', async () => {
    const desk = await app.asCsr('amara.okafor')
    const purpose = freshDispute()
    await expect(start(desk, purpose)).rejects.toMatchObject({
      status: 403,
      body: { reason: 'caller-verification-required', requiredGrade: 'attested' },
    })
    await verify(desk, purpose, { identifiers: ['service-address'] })
    // Another reference is another call.
    await expect(start(desk, freshDispute())).rejects.toMatchObject({ status: 403 })
    const { masqueradeId } = await start(desk, purpose)
    const [row] = await app.owner`SELECT caller_grade FROM masquerades WHERE masquerade_id = ${masqueradeId}`
    expect(row).toEqual({ callerGrade: 'attested' })
    const [started] = await entriesOf(app, masqueradeId)
    expect(started).toMatchObject({ event: 'started', details: { callerGrade: 'attested' } })
  })

  test('does not start on a verification that is too old', async () => {
    const desk = await app.asCsr('amara.okafor')
    const purpose = freshDispute()
    await verify(desk, purpose, { identifiers: ['service-address'] })
    await app.advanceClock('30 minutes')
    await expect(start(desk, purpose)).rejects.toMatchObject({ status: 403 })
  })

  test('has its grade raised by a repeated start, and never lowered', async () => {
    await forgetAttempts(app)
    const desk = await app.asCsr('amara.okafor')
    const purpose = freshCall()
    const { masqueradeId } = await start(desk, purpose)
    await ask(desk, purpose)
    await verify(desk, purpose, { code: (await codeInPortal(app))?.code })
    expect((await start(desk, purpose)).masqueradeId).toBe(masqueradeId)
    const grade = () => app.owner`SELECT caller_grade FROM masquerades WHERE masquerade_id = ${masqueradeId}`
    expect(await grade()).toEqual([{ callerGrade: 'code' }])
    await expect(
      app.owner`UPDATE masquerades SET caller_grade = 'none' WHERE masquerade_id = ${masqueradeId}`,
    ).rejects.toThrow('never change')
  })

  test('is refused an entitlement that requires a better verification', async () => {
    await app.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
      VALUES ('caller.entitlement-grades', '', 1, '["contact.mailing-address: attested"]', 'kenji.sato', now())`
    const desk = await app.asCsr('amara.okafor')
    const started = await start(desk, freshCall())
    const view = new Browser(app.fastify, viewOriginOf(started.masqueradeId), '198.51.100.7')
    await arrive(view, started.code)
    await view.api.switchToAct()
    const params = { accountId: town.mariaAccount }
    expect((await view.api.readAccountInformation({ params })).may['mailing-address:change']).toBe(
      'caller-verification-required',
    )
    const purpose = freshCall()
    await verify(desk, purpose, { identifiers: ['last-payment'] })
    const better = await start(desk, purpose)
    const second = new Browser(app.fastify, viewOriginOf(better.masqueradeId), '198.51.100.7')
    await arrive(second, better.code)
    await second.api.switchToAct()
    expect((await second.api.readAccountInformation({ params })).may['mailing-address:change']).toBe('ok')
  })

  test('shows the customer how support knew who called', async () => {
    const maria = await app.asCustomer(town.maria)
    const { supportVisits } = await maria.api.listAccess()
    expect(supportVisits.map(({ callerGrade }) => callerGrade)).toContain('attested')
  })
})

test('the grades of entitlements are refused for a name that is no entitlement', async () => {
  const kenji = await app.asCsr('kenji.sato')
  const change = (
    setting: 'caller.entitlement-grades' | 'caller.purpose-grades',
    value: unknown,
    version = 0,
  ) => kenji.api.changeSetting({ body: { setting, locale: '', value, version, reason: 'x' } })
  await expect(change('caller.entitlement-grades', ['payment.bnk: code'], 1)).rejects.toMatchObject({
    body: { fields: [{ reason: 'unknown' }] },
  })
  await expect(change('caller.purpose-grades', ['dispute: sure'])).rejects.toMatchObject({
    body: { fields: [{ reason: 'grade-line' }] },
  })
  await expect(change('caller.purpose-grades', ['call: code', 'call: none'])).rejects.toMatchObject({
    body: { fields: [{ reason: 'twice' }] },
  })
})
