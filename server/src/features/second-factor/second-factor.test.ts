import { generateSync } from 'otplib'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { actingAs } from '#features/masquerade/masquerade.fixture.ts'
import { hashRecoveryCode } from '#features/sign-in/index.ts'
import { Browser } from '#testing/browser.ts'
import { town, townPassword } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  await app.stopClock()
  // Codes change each half a minute by the process's clock: that clock is stopped, so that no test runs over such a moment.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
})
afterAll(async () => {
  vi.useRealTimers()
  await app.close()
})
beforeEach(async () => {
  await app.owner`UPDATE web_user_credentials SET totp_sealed = NULL, totp_since = NULL, recovery_hashes = '{}',
    recovery_nonce = NULL, recovery_made_at = NULL`
  for (const table of [
    'failed_attempts',
    'failed_sign_ins',
    'known_devices',
    'attempts',
    'outgoing_messages',
  ])
    await app.owner.unsafe(`DELETE FROM ${table}`)
  await app.owner`DELETE FROM setting_versions WHERE setting = 'sign-in.second-factor'`
})

const at = (ip: string) => new Browser(app.fastify, testOrigins.portal, ip)
const credentials = { userName: 'm.alvarez', password: townPassword }
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (refused: { status: number; body: { reason: string } }) => `${refused.status} ${refused.body.reason}`,
  )
/** The code that the authenticator shows, some steps of half a minute from now: a code is right once. */
const codeOf = (secret: string, stepsAhead = 0) =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * stepsAhead })

/** Turns Maria's second factor on by the page's form. Returns her browser and the authenticator's secret. */
async function turnedOn() {
  const maria = await app.asCustomer(town.maria)
  const { setUp } = await maria.api.readSecondFactor()
  const secret = setUp?.secret ?? ''
  const sent = { code: codeOf(secret, -1), currentPassword: townPassword }
  const response = await maria.submit('/second-factor', sent)
  expect([response.status, response.headers.location]).toEqual([
    303,
    '/second-factor?notice=second-factor-on',
  ])
  return { maria, secret }
}

/** Signs in with the password. The second factor is still missing then. */
async function halfSignedIn(ip = '192.0.2.91') {
  const browser = at(ip)
  expect(await browser.api.signIn({ body: credentials })).toEqual({ webUserId: null, failedAttempts: null })
  return browser
}
const finish = (browser: Browser, code: string) => refusalOf(browser.api.finishSignIn({ body: { code } }))

describe('turning it on', () => {
  test('shows a secret that a wrong code does not change, and ends every other session', async () => {
    const phone = await app.asCustomer(town.maria)
    const maria = await app.asCustomer(town.maria)
    const page = (await maria.get('/second-factor')).text
    const secret = (await maria.api.readSecondFactor()).setUp?.secret ?? ''
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(page).toContain(secret.replace(/(.{4})(?=.)/g, '$1 '))
    expect(page).toContain('role="img"')
    expect((await phone.api.readSecondFactor()).setUp?.secret).not.toBe(secret)
    const wrong = await maria.submit('/second-factor', { code: '000000', currentPassword: townPassword })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain(
      'This code is wrong or was used before. Enter the code that the app shows now.',
    )
    expect(wrong.text).toContain(secret.slice(0, 4))
    const badPassword = await maria.submit('/second-factor', {
      code: codeOf(secret),
      currentPassword: 'guess',
    })
    expect(badPassword.status).toBe(422)
    await maria.submit('/second-factor', { code: codeOf(secret), currentPassword: townPassword })
    expect((await maria.get('/access')).status).toBe(200)
    expect((await phone.get('/access')).status).toBe(303)
  })

  test('makes a task, a line in the record and a mail, none with the secret', async () => {
    const { secret } = await turnedOn()
    const [task] =
      await app.owner`SELECT * FROM self_service_tasks ORDER BY self_service_task_id DESC LIMIT 1`
    expect(task).toMatchObject({
      taskType: 'login-change',
      payload: { what: 'second-factor' },
      state: 'completed',
    })
    const [mail] = await app.owner`SELECT * FROM outgoing_messages`
    expect(mail).toMatchObject({ subject: 'The second step at sign-in is on' })
    const tables = await app.owner`SELECT table_name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`
    for (const { tableName } of tables)
      expect(
        await app.owner.unsafe(`SELECT FROM ${tableName} t WHERE to_jsonb(t)::text LIKE '%${secret}%'`),
        tableName,
      ).toEqual([])
  })

  test('shows ten recovery codes for ten minutes, and never again', async () => {
    const { maria } = await turnedOn()
    const { recoveryCodes, recoveryCodesLeft, setUp } = await maria.api.readSecondFactor()
    expect([recoveryCodes.length, recoveryCodesLeft, setUp]).toEqual([10, 10, null])
    expect((await maria.get('/second-factor')).text).toContain(recoveryCodes[9])
    await app.advanceClock('11 minutes')
    expect((await maria.api.readSecondFactor()).recoveryCodes).toEqual([])
    await app.advanceClock('-11 minutes')
    await maria.submit('/second-factor/recovery-codes', { currentPassword: townPassword })
    const renewed = (await maria.api.readSecondFactor()).recoveryCodes
    expect(renewed.filter((code) => recoveryCodes.includes(code))).toEqual([])
  })
})

describe('a sign-in with it', () => {
  test('needs the code after the password; neither opens anything alone', async () => {
    const { secret } = await turnedOn()
    const browser = at('192.0.2.92')
    const first = await browser.submit('/sign-in?next=%2Faccess', credentials)
    expect(first.headers.location).toBe('/sign-in/second-factor?next=%2Faccess')
    expect((await browser.get('/access')).status).toBe(303)
    const second = await browser.submit('/sign-in/second-factor?next=%2Faccess', { code: codeOf(secret) })
    expect([second.status, second.headers.location]).toEqual([303, '/access'])
    expect((await browser.get('/access')).status).toBe(200)
    expect(await finish(at('192.0.2.93'), codeOf(secret, 1))).toBe('401 sign-in-over')
  })

  test('takes each code once, in any browser', async () => {
    const { secret } = await turnedOn()
    expect(await finish(await halfSignedIn(), codeOf(secret, -1))).toBe('401 second-factor-refused')
    expect(await finish(await halfSignedIn(), codeOf(secret))).toBe('ok')
    expect(await finish(await halfSignedIn('192.0.2.94'), codeOf(secret))).toBe('401 second-factor-refused')
    const both = await Promise.all(
      [await halfSignedIn('192.0.2.95'), await halfSignedIn('192.0.2.96')].map((one) =>
        finish(one, codeOf(secret, 1)),
      ),
    )
    expect(both.sort()).toEqual(['401 second-factor-refused', 'ok'])
  })

  test('takes a recovery code once, however it is typed, and says how many are left', async () => {
    const { maria } = await turnedOn()
    const [code = ''] = (await maria.api.readSecondFactor()).recoveryCodes
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `
    const browser = await halfSignedIn()
    const response = await browser.submit('/sign-in/second-factor', { code: typed })
    expect(response.headers.location).toBe('/second-factor?notice=recovery-code-used')
    expect((await browser.api.readSecondFactor()).recoveryCodesLeft).toBe(9)
    expect(await finish(await halfSignedIn('192.0.2.97'), code)).toBe('401 second-factor-refused')
  })

  test('is over five minutes after the password, and after a new password', async () => {
    const { secret } = await turnedOn()
    const browser = await halfSignedIn()
    await app.advanceClock('5 minutes')
    expect(await finish(browser, codeOf(secret))).toBe('401 sign-in-over')
    await app.advanceClock('-5 minutes')
    await app.owner`UPDATE web_user_credentials SET password_hash = password_hash || 'x' WHERE web_user_id = ${town.maria}`
    expect(await finish(browser, codeOf(secret))).toBe('401 sign-in-over')
    await app.owner`UPDATE web_user_credentials SET password_hash = left(password_hash, -1) WHERE web_user_id = ${town.maria}`
    browser.cookies.set('__Host-sign-in-under-way', 'forged')
    expect(await finish(browser, codeOf(secret))).toBe('401 sign-in-over')
  })

  test('ten wrong codes of a stranger who knows the password leave the owner’s known device alone', async () => {
    const { secret } = await turnedOn()
    const owner = await halfSignedIn('192.0.2.98')
    expect(await finish(owner, codeOf(secret))).toBe('ok')
    const stranger = await halfSignedIn('203.0.113.80')
    const outcomes = []
    for (let i = 0; i < 10; i += 1) outcomes.push(await finish(stranger, '000000'))
    expect(outcomes.slice(0, 5)).toEqual(Array(5).fill('401 second-factor-refused'))
    expect(outcomes.slice(5)).toEqual(Array(5).fill('429 too-many-attempts'))
    await owner.api.signIn({ body: credentials })
    const signedIn = await owner.api.finishSignIn({ body: { code: codeOf(secret, 1) } })
    expect(signedIn).toMatchObject({ webUserId: town.maria, failedAttempts: { count: 5 } })
    const lines = await app.owner`SELECT FROM record_entries
      WHERE reason = 'second-factor-refused' AND web_user_id = ${town.maria} AND ip_address = '203.0.113.80'`
    expect(lines).toHaveLength(5)
  })

  test('the database itself refuses the password alone, and the recovery code of another', async () => {
    await turnedOn()
    const [row] =
      await app.owner`SELECT password_hash FROM web_user_credentials WHERE web_user_id = ${town.maria}`
    const hash = String(row?.passwordHash)
    const token = Buffer.alloc(32, 7)
    const sql = app.database.portal
    expect(
      await sql`SELECT * FROM sign_customer_in(${town.maria}, ${hash}, ${token}::bytea, ''::bytea, ${token}::bytea, '{}', '192.0.2.1', 'x')`,
    ).toEqual([])
    expect(
      await sql`SELECT * FROM sign_customer_in_twice(${town.maria}, ${hash}, NULL, ${hashRecoveryCode('A')}::bytea, ${token}::bytea, ''::bytea, ${token}::bytea, '{}', '192.0.2.1', 'x')`,
    ).toEqual([])
    expect(await sql`SELECT * FROM second_factor_of(${town.maria}, 'guess', ''::bytea, NULL, NULL)`).toEqual(
      [],
    )
    await expect(
      sql`SELECT start_verified_session(1, ''::bytea, ''::bytea, ''::bytea, '{}', '192.0.2.1', 'x')`,
    ).rejects.toMatchObject({ code: '42501' })
  })
})

describe('the utility’s setting', () => {
  const set = async (mode: string) =>
    app.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
      VALUES ('sign-in.second-factor', '', (SELECT count(*) + 1 FROM setting_versions WHERE setting = 'sign-in.second-factor'),
        to_jsonb(${mode}::text), 'kenji.sato', current_instant())`

  test('required: a customer without one does nothing else first, by pages or by the API', async () => {
    await set('required')
    const maria = await app.asCustomer(town.maria)
    const params = { accountId: town.mariaAccount }
    const page = await maria.get(`/accounts/${town.mariaAccount}/bills`)
    expect([page.status, page.headers.location]).toEqual([303, '/second-factor?notice=second-factor-first'])
    expect(await refusalOf(maria.api.listBills({ params, query: {} }))).toBe('401 second-factor-required')
    expect(await refusalOf(maria.api.listAccess())).toBe('ok')
    const { setUp, mode } = await maria.api.readSecondFactor()
    expect(mode).toBe('required')
    await maria.submit('/second-factor', { code: codeOf(setUp?.secret ?? ''), currentPassword: townPassword })
    expect(await refusalOf(maria.api.listBills({ params, query: {} }))).toBe('ok')
    expect(await refusalOf(maria.api.turnOffSecondFactor({ body: { currentPassword: townPassword } }))).toBe(
      '409 second-factor-is-required',
    )
  })

  test('off: none can be added; one that is there is still asked for, and can be turned off', async () => {
    const { maria, secret } = await turnedOn()
    await set('off')
    expect(await finish(await halfSignedIn(), codeOf(secret))).toBe('ok')
    const signedIn = await app.asCustomer(town.maria)
    await signedIn.submit('/second-factor/off', { currentPassword: townPassword })
    expect((await maria.get('/second-factor')).status).toBe(303)
    expect(await signedIn.api.readSecondFactor()).toMatchObject({ since: null, setUp: null })
    expect((await signedIn.get('/second-factor')).text).toContain('does not offer a second step')
    expect(await at('192.0.2.99').api.signIn({ body: credentials })).toMatchObject({ webUserId: town.maria })
  })

  test('refuses a mode that is none of the three', async () => {
    const kenji = await app.asCsr('kenji.sato')
    const body = { setting: 'sign-in.second-factor' as const, locale: '' as const, version: 0, reason: 'x' }
    expect(await refusalOf(kenji.api.changeSetting({ body: { ...body, value: 'sometimes' } }))).toBe(
      '422 invalid-field',
    )
    expect(await refusalOf(kenji.api.changeSetting({ body: { ...body, value: 'required' } }))).toBe('ok')
  })
})

test('a masquerade neither sees nor changes it, acting or not', async () => {
  await turnedOn()
  const { view } = await actingAs(app, 'amara.okafor')
  const body = { currentPassword: townPassword }
  expect([
    await refusalOf(view.api.readSecondFactor()),
    await refusalOf(view.api.turnOnSecondFactor({ body: { ...body, code: '123456' } })),
    await refusalOf(view.api.turnOffSecondFactor({ body })),
    await refusalOf(view.api.renewRecoveryCodes({ body })),
  ]).toEqual(Array(4).fill('403 masquerade-never'))
  for (const path of ['/second-factor', '/second-factor/off'])
    expect((await view.get(path)).text, path).not.toMatch(/name="currentPassword"|otpauth/)
  expect((await view.get('/second-factor')).status).toBe(403)
  expect((await view.get('/access')).text).toContain('aria-describedby="second-factor-reason"')
})
