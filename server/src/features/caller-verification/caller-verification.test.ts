import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '#database/database.ts'
import { arrive, entriesOf, startRequest, viewOriginOf } from '#features/masquerade/masquerade.fixture.ts'
import { sendMessages } from '#features/messages/send-messages.ts'
import type { Mail } from '#integrations/mail/mail-sender.ts'
import { Browser } from '#testing/browser.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { createApp } from '../../app.ts'
import { sendReadOutCodes } from './send-read-out-codes.ts'

const mails: Mail[] = []
let app: TestApp
beforeAll(async () => {
  const mail = {
    sendMail: async (one: Mail) => {
      mails.push(one)
    },
    close: () => {},
  }
  app = await createTestApp({ mail })
})
afterAll(() => app.close())

const target = { webUserId: town.maria as number, accountId: town.mariaAccount as number }
let nth = 0
const freshCall = () => ({ purposeKind: 'call', purposeReference: `C-${++nth}` })
type Purpose = ReturnType<typeof freshCall>

const ask = (desk: Browser, purpose: Purpose, more: object = {}) =>
  desk.api.askForReadOutCode({ body: { ...target, ...purpose, channel: 'portal', ...more } })
const verify = (desk: Browser, purpose: Purpose, more: object = {}) =>
  desk.api.verifyCaller({ body: { ...target, ...purpose, identifiers: [], code: '', ...more } })
const refusedWith = (promise: Promise<unknown>) =>
  promise.then(
    () => 'taken',
    (error) => error,
  )
const codeWrong = { status: 422, body: { fields: [{ field: 'code', reason: 'code-wrong' }] } }
const tooMany = { status: 429, body: { reason: 'too-many-attempts' } }
const another = (code: string) => (code === '111111' ? '222222' : '111111')

async function codeInPortal(webUserId: number = town.maria) {
  const { codes } = await (await app.asCustomer(webUserId)).api.readSupportCodes()
  return codes[0]
}
async function workMail() {
  const work = {
    pool: app.database.worker,
    installation: app.installation,
    signal: new AbortController().signal,
  }
  await sendReadOutCodes.run(work)
  await sendMessages.run(work)
}
/** The product once more on the same database: another process, or this one after a restart. */
async function anotherProcess() {
  const { installation, watch } = app
  const database = openDatabase(app.url, testEncryptionKey, { connections: 17 })
  const fastify = createApp({
    database,
    installation,
    assets: new Map(),
    isSecure: true,
    paymentOrigin: 'http://pay.localhost:8080',
    trustedProxies: [],
    plainPage: () => '',
    watch,
  })
  await fastify.ready()
  return {
    fastify,
    close: async () => {
      await fastify.close()
      await database.close()
    },
  }
}
/** Wrong codes of other tests do not count here. */
const forgetAttempts = () => app.owner`DELETE FROM attempts`

describe('a code that the customer reads out', () => {
  test('shows the customer in the portal who asked and why, and gives the call the grade "code" once', async () => {
    await forgetAttempts()
    const desk = await app.asCsr('amara.okafor')
    const call = freshCall()
    await ask(desk, call)
    const shown = await codeInPortal()
    expect(shown).toMatchObject({
      askedBy: 'Amara Okafor',
      purposeKind: 'call',
      accountId: town.mariaAccount,
    })
    expect(shown?.code).toMatch(/^\d{6}$/)
    const code = `${shown?.code.slice(0, 3)} ${shown?.code.slice(3)}`
    expect(await verify(desk, call, { code })).toMatchObject({ grade: 'code' })
    expect(await codeInPortal()).toBeUndefined()
    await expect(verify(desk, call, { code })).rejects.toMatchObject(codeWrong)
  })

  test('no table contains the digits', async () => {
    await forgetAttempts()
    const desk = await app.asCsr('amara.okafor')
    await ask(desk, freshCall(), { channel: 'mail' })
    const code = (await codeInPortal())?.code ?? ''
    await sendReadOutCodes.run({
      pool: app.database.worker,
      installation: app.installation,
      signal: new AbortController().signal,
    })
    for (const table of ['read_out_codes', 'outgoing_messages', 'record_entries'])
      expect(await app.owner.unsafe(`SELECT 1 FROM ${table} t WHERE t::text LIKE '%${code}%'`)).toEqual([])
  })

  test('is used by one of many requests at once', async () => {
    await forgetAttempts()
    const desk = await app.asCsr('amara.okafor')
    const call = freshCall()
    await ask(desk, call)
    const code = (await codeInPortal())?.code
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => refusedWith(verify(desk, call, { code }))))
    expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(1)
  })

  test('counts for ten minutes', async () => {
    await forgetAttempts()
    const desk = await app.asCsr('amara.okafor')
    const call = freshCall()
    await ask(desk, call)
    const code = (await codeInPortal())?.code
    await app.advanceClock('10 minutes')
    expect(await codeInPortal()).toBeUndefined()
    await expect(verify(desk, call, { code })).rejects.toMatchObject(codeWrong)
  })

  test('is replaced by a newer one for the same purpose', async () => {
    await forgetAttempts()
    const desk = await app.asCsr('amara.okafor')
    const call = freshCall()
    await ask(desk, call)
    const first = (await codeInPortal())?.code
    await ask(desk, call)
    const { codes } = await (await app.asCustomer(town.maria)).api.readSupportCodes()
    expect(codes).toHaveLength(1)
    expect(codes[0]?.code).not.toBe(first)
    await expect(verify(desk, call, { code: first })).rejects.toMatchObject(codeWrong)
  })

  test.each<[string, (mine: Purpose) => Promise<{ desk?: Browser; call?: Purpose; more?: object }>]>([
    ['another CSR', async () => ({ desk: await app.asCsr('ines.ferreira') })],
    ['another purpose', async () => ({ call: { purposeKind: 'dispute', purposeReference: 'D-1' } })],
    [
      'another reference',
      async ({ purposeKind }) => ({ call: { purposeKind, purposeReference: 'C-other' } }),
    ],
    ['another web user', async () => ({ more: { webUserId: town.john } })],
    ['another account', async () => ({ more: { accountId: town.mariaShop } })],
  ])('does not count for %s', async (_, otherwise) => {
    await forgetAttempts()
    const desk = await app.asCsr('amara.okafor')
    const mine = freshCall()
    await ask(desk, mine)
    const code = (await codeInPortal())?.code
    const { desk: by = desk, call = mine, more = {} } = await otherwise(mine)
    await expect(verify(by, call, { ...more, code })).rejects.toMatchObject(codeWrong)
    expect(await verify(desk, mine, { code })).toMatchObject({ grade: 'code' })
  })

  test('is shown to its own customer only, and to no masquerade', async () => {
    await forgetAttempts()
    const desk = await app.asCsr('amara.okafor')
    await ask(desk, freshCall())
    expect(await codeInPortal(town.john)).toBeUndefined()
    const started = await desk.api.startMasquerade({ body: { ...startRequest, purposeReference: 'peeks' } })
    const view = new Browser(app.fastify, viewOriginOf(started.masqueradeId), '198.51.100.7')
    await arrive(view, started.code)
    await expect(view.api.readSupportCodes()).rejects.toMatchObject({
      status: 403,
      body: { reason: 'masquerade-never' },
    })
    expect((await view.api.readPortalContext()).supportCodes).toBe(0)
    const maria = await app.asCustomer(town.maria)
    expect((await maria.api.readPortalContext()).supportCodes).toBeGreaterThan(0)
  })

  test('mails a code in plain words, and none after it has expired', async () => {
    await forgetAttempts()
    const desk = await app.asCsr('amara.okafor')
    const call = freshCall()
    mails.length = 0
    await ask(desk, call, { channel: 'mail' })
    const code = (await codeInPortal())?.code ?? ''
    await workMail()
    expect(mails).toHaveLength(1)
    expect(mails[0]?.text).toContain(code)
    expect(mails[0]?.text).toContain('Read it to the person you are talking to on the phone: Amara Okafor')
    expect(mails[0]?.text).toContain('We never ask for your password.')
    expect(mails[0]?.subject).not.toContain(code)

    await ask(desk, freshCall(), { channel: 'mail' })
    const work = {
      pool: app.database.worker,
      installation: app.installation,
      signal: new AbortController().signal,
    }
    await sendReadOutCodes.run(work)
    await app.advanceClock('10 minutes')
    await sendMessages.run(work)
    expect(mails).toHaveLength(1)
  })

  test('says nothing of its address: the same response, the same statements, no address in the record', async () => {
    await forgetAttempts()
    const desk = await app.asCsr('amara.okafor')
    const seen = []
    for (const webUserId of [town.maria, town.john])
      for (const channel of ['portal', 'mail']) {
        app.statements.length = 0
        const response = await desk.request('POST', '/api/desk/callers/code', {
          json: { ...target, webUserId, ...freshCall(), channel },
        })
        seen.push([response.status, Object.keys(JSON.parse(response.text)).join(), app.statements.length])
      }
    expect(new Set(seen.map(String)).size).toBe(1)
    const rows = await app.owner`SELECT details FROM record_entries WHERE action = 'caller:verify'`
    expect(JSON.stringify(rows)).not.toMatch(/@|\d{7}/)
  })

  test('is not sent to one customer again and again', async () => {
    await forgetAttempts()
    const desk = await app.asCsr('amara.okafor')
    for (let i = 0; i < 5; i++) await ask(desk, freshCall())
    await expect(ask(desk, freshCall())).rejects.toMatchObject(tooMany)
  })
})

describe('29: wrong codes', () => {
  test('are refused at the sixth attempt, the right code included, in every process and after a restart', async () => {
    await forgetAttempts()
    const desk = await app.asCsr('amara.okafor')
    const call = freshCall()
    await ask(desk, call)
    const code = (await codeInPortal())?.code ?? ''
    const second = await anotherProcess()
    const elsewhere = new Browser(second.fastify, desk.origin, desk.ip)
    for (const [name, value] of desk.cookies) elsewhere.cookies.set(name, value)
    const spray = await Promise.all(
      [desk, elsewhere, desk, elsewhere, desk].map((by) =>
        refusedWith(verify(by, call, { code: another(code) })),
      ),
    )
    for (const refusal of spray) expect(refusal).toMatchObject(codeWrong)
    for (const by of [elsewhere, desk])
      await expect(verify(by, call, { code })).rejects.toMatchObject(tooMany)
    await second.close()
    // After a quarter of an hour attempts count anew. The code itself is over by then.
    await app.advanceClock('15 minutes')
    await expect(verify(desk, call, { code })).rejects.toMatchObject(codeWrong)
  })

  test('count for the CSR at every customer, and for the customer at every CSR', async () => {
    await forgetAttempts()
    const amara = await app.asCsr('amara.okafor')
    const ines = await app.asCsr('ines.ferreira')
    const of = (by: Browser, more: object) =>
      refusedWith(verify(by, freshCall(), { ...more, code: '000000' }))
    const john = { webUserId: town.john }
    for (let i = 0; i < 3; i++) expect(await of(amara, {})).toMatchObject(codeWrong)
    for (let i = 0; i < 2; i++) expect(await of(amara, john)).toMatchObject(codeWrong)
    expect(await of(amara, john)).toMatchObject(tooMany)
    for (let i = 0; i < 2; i++) expect(await of(ines, {})).toMatchObject(codeWrong)
    expect(await of(ines, {})).toMatchObject(tooMany)
  })

  test('leave a line in the record each, and a right code gives its attempt back', async () => {
    await forgetAttempts()
    const desk = await app.asCsr('amara.okafor')
    for (let i = 0; i < 4; i++) {
      const call = freshCall()
      await ask(desk, call)
      const code = (await codeInPortal())?.code ?? ''
      await expect(verify(desk, call, { code: another(code) })).rejects.toMatchObject(codeWrong)
      expect(await verify(desk, call, { code })).toMatchObject({ grade: 'code' })
    }
    const [{ count } = { count: 0 }] = await app.owner<{ count: number }[]>`
      SELECT count(*)::int AS count FROM record_entries WHERE action = 'caller:verify' AND event = 'refused'`
    expect(count).toBeGreaterThanOrEqual(4)
  })
})

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
  const dispute = () => ({ purposeKind: 'dispute', purposeReference: `D-${++nth}` })

  test('does not start for a purpose that requires a better verification, and names the grade', async () => {
    const desk = await app.asCsr('amara.okafor')
    const purpose = dispute()
    await expect(start(desk, purpose)).rejects.toMatchObject({
      status: 403,
      body: { reason: 'caller-verification-required', requiredGrade: 'attested' },
    })
    await verify(desk, purpose, { identifiers: ['service-address'] })
    // Another reference is another call.
    await expect(start(desk, dispute())).rejects.toMatchObject({ status: 403 })
    const { masqueradeId } = await start(desk, purpose)
    const [row] = await app.owner`SELECT caller_grade FROM masquerades WHERE masquerade_id = ${masqueradeId}`
    expect(row).toEqual({ callerGrade: 'attested' })
    const [started] = await entriesOf(app, masqueradeId)
    expect(started).toMatchObject({ event: 'started', details: { callerGrade: 'attested' } })
  })

  test('does not start on a verification that is too old', async () => {
    const desk = await app.asCsr('amara.okafor')
    const purpose = dispute()
    await verify(desk, purpose, { identifiers: ['service-address'] })
    await app.advanceClock('30 minutes')
    await expect(start(desk, purpose)).rejects.toMatchObject({ status: 403 })
  })

  test('has its grade raised by a repeated start, and never lowered', async () => {
    await forgetAttempts()
    const desk = await app.asCsr('amara.okafor')
    const purpose = freshCall()
    const { masqueradeId } = await start(desk, purpose)
    await ask(desk, purpose)
    await verify(desk, purpose, { code: (await codeInPortal())?.code })
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
