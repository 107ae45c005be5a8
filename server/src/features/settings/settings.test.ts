import { accountNumber } from '@porchlight/contract/account-number.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let kenji: Browser
beforeAll(async () => {
  app = await createTestApp()
  kenji = await app.asCsr('kenji.sato')
})
afterAll(() => app.close())

type SettingBody = Parameters<Browser['api']['changeSetting']>[0]['body']
const change = (body: SettingBody, browser = kenji) => browser.api.changeSetting({ body })
const settingOf = async (setting: string, locale = '') =>
  (await kenji.api.readSettings()).settings.find((s) => s.setting === setting && s.locale === locale)

const startAs = (browser: Browser, webUserId: number, accountId: number) =>
  browser.api.startMasquerade({
    body: {
      webUserId,
      accountId,
      purposeKind: 'call',
      purposeReference: 'c',
      promptVersion: 0,
      locale: 'en',
    },
  })

test('a text is changed in one language; every version stays, with who and when, down to the shipped one', async () => {
  const before = await settingOf('masquerade.tooltip', 'en')
  expect(before?.current).toMatchObject({ version: 0, changedBy: null, changedAt: null })
  const body = { setting: 'masquerade.tooltip', locale: 'en', value: 'Not here.', version: 0 } as const
  expect(await change(body)).toEqual({ version: 1 })
  expect(await change({ ...body, value: 'Ask the customer.', version: 1 })).toEqual({ version: 2 })
  const after = await settingOf('masquerade.tooltip', 'en')
  expect(after?.current).toMatchObject({
    version: 2,
    value: 'Ask the customer.',
    changedBy: 'kenji.sato',
    changedByName: 'Kenji Sato',
  })
  expect(after?.history.map((v) => v.version)).toEqual([1, 0])
  expect(after?.history.at(-1)?.value).toBe(before?.current.value)
  expect((await settingOf('masquerade.tooltip', 'es'))?.current.version).toBe(0)
  const lines =
    await app.owner`SELECT csr_id, details FROM record_entries WHERE action = 'settings:change' AND event = 'changed' ORDER BY record_entry_id`
  expect(lines).toEqual([
    { csrId: 'kenji.sato', details: { setting: 'masquerade.tooltip', locale: 'en', version: 1 } },
    { csrId: 'kenji.sato', details: { setting: 'masquerade.tooltip', locale: 'en', version: 2 } },
  ])
})

test('stores values of every kind unchanged', async () => {
  await change({ setting: 'masquerade.minutes', locale: '', value: 45, version: 0 })
  await change({
    setting: 'masquerade.prompt-shown',
    locale: '',
    value: false,
    version: 0,
    reason: 'A trial',
  })
  await change({
    setting: 'masquerade.purposes',
    locale: '',
    value: ['call', 'visit'],
    version: 0,
    reason: 'A trial',
  })
  expect((await settingOf('masquerade.minutes'))?.current.value).toBe(45)
  expect((await settingOf('masquerade.prompt-shown'))?.current.value).toBe(false)
  expect((await settingOf('masquerade.purposes'))?.current.value).toEqual(['call', 'visit'])
  await change({ setting: 'masquerade.prompt-shown', locale: '', value: true, version: 1 })
})

test('says what can be chosen, where a value is not typed', async () => {
  expect((await settingOf('sign-in.second-factor'))?.choices).toEqual(['off', 'optional', 'required'])
  expect((await settingOf('masquerade.minutes'))?.choices).toEqual([])
})

test('refuses a stale version with 409 and the difference', async () => {
  const body = { setting: 'masquerade.idle-minutes', locale: '', version: 0 } as const
  await change({ ...body, value: 10 })
  await expect(change({ ...body, value: 5 })).rejects.toMatchObject({
    status: 409,
    body: { reason: 'version-conflict', version: 1, difference: [{ field: 'value', yours: 5, theirs: 10 }] },
  })
  const both = await Promise.allSettled([1, 2].map((value) => change({ ...body, value, version: 1 })))
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test.each<[string, SettingBody, string, string, string]>([
  [
    'too many minutes',
    { setting: 'masquerade.minutes', locale: '', value: 1000, version: 1 },
    'invalid-field',
    'value',
    'not-valid',
  ],
  [
    'no text',
    { setting: 'masquerade.prompt', locale: 'en', value: ' ', version: 0 },
    'invalid-field',
    'value',
    'required',
  ],
  [
    'a value of another kind',
    { setting: 'masquerade.enabled', locale: '', value: 'yes', version: 0 },
    'invalid-field',
    'value',
    'not-valid',
  ],
  [
    'a purpose that is no name',
    { setting: 'masquerade.purposes', locale: '', value: ['A b'], version: 1 },
    'invalid-field',
    'value',
    'purpose-name',
  ],
  [
    'a text without a language',
    { setting: 'masquerade.prompt', locale: '', value: 'x', version: 0 },
    'invalid-field',
    'locale',
    'not-valid',
  ],
  [
    'a number in a language',
    { setting: 'masquerade.minutes', locale: 'en', value: 5, version: 0 },
    'invalid-field',
    'locale',
    'not-valid',
  ],
  [
    'an unknown placeholder',
    { setting: 'masquerade.banner', locale: 'en', value: 'Hello {name}', version: 0 },
    'unknown-placeholder',
    'value',
    'unknown-placeholder',
  ],
  [
    'a placeholder of the banner in the prompt',
    { setting: 'masquerade.prompt', locale: 'es', value: 'Modo {mode}', version: 0 },
    'unknown-placeholder',
    'value',
    'unknown-placeholder',
  ],
  [
    'a placeholder in a text that has none',
    { setting: 'masquerade.tooltip', locale: 'en', value: 'Not for {customer}', version: 0 },
    'unknown-placeholder',
    'value',
    'unknown-placeholder',
  ],
])('%s is refused by its field', async (_, body, reason, field, problem) => {
  await expect(change(body)).rejects.toMatchObject({
    status: 422,
    body: { reason, fields: [{ field, reason: problem }] },
  })
})

test('switching masquerades off ends every live one at once with the officer’s name, and none starts', async () => {
  const amara = await app.asCsr('amara.okafor')
  const ines = await app.asCsr('ines.ferreira')
  await startAs(amara, town.maria, town.mariaAccount)
  await startAs(ines, town.olga, town.otherAccount)
  await change({ setting: 'masquerade.enabled', locale: '', value: false, version: 0, reason: 'An incident' })
  const ended = await app.owner`SELECT end_cause FROM masquerades`
  expect(ended.map((row) => row.endCause)).toEqual(['switched-off', 'switched-off'])
  const lines = await app.owner`SELECT actor_kind, csr_id, reason FROM record_entries WHERE event = 'ended'`
  expect(lines).toEqual(Array(2).fill({ actorKind: 'csr', csrId: 'kenji.sato', reason: 'switched-off' }))
  await expect(startAs(amara, town.maria, town.mariaAccount)).rejects.toMatchObject({ status: 403 })
  await change({ setting: 'masquerade.enabled', locale: '', value: true, version: 1 })
  await startAs(amara, town.maria, town.mariaAccount)
})

test('lets only security officers read and change settings', async () => {
  const body = { setting: 'masquerade.minutes', locale: '', value: 5, version: 1 } as const
  for (const csr of ['amara.okafor', 'ines.ferreira']) {
    const browser = await app.asCsr(csr)
    const missing = { status: 403, body: { reason: 'permission-missing' } }
    await expect(browser.api.readSettings()).rejects.toMatchObject(missing)
    await expect(change(body, browser)).rejects.toMatchObject(missing)
  }
  const maria = await app.asCustomer(town.maria)
  await expect(maria.api.readSettings()).rejects.toMatchObject({ body: { reason: 'staff-only' } })
  await expect(change(body, app.visitor())).rejects.toMatchObject({ status: 401 })
})

test('a change that affects others needs a reason, which stays in the record', async () => {
  const { settings } = await kenji.api.readSettings()
  const version = settings.find((s) => s.setting === 'masquerade.enabled')?.current.version ?? 0
  const off = { setting: 'masquerade.enabled', locale: '', value: false, version } as const
  await expect(kenji.api.changeSetting({ body: { ...off, reason: ' ' } })).rejects.toMatchObject({
    status: 422,
    body: { fields: [{ field: 'reason', reason: 'required' }] },
  })
  await kenji.api.changeSetting({ body: { ...off, reason: 'A lost laptop' } })
  await kenji.api.changeSetting({ body: { ...off, value: true, version: version + 1 } })
  const lines = await app.owner`SELECT details ->> 'givenReason' AS reason FROM record_entries
    WHERE action = 'settings:change' AND event = 'changed' ORDER BY record_entry_id DESC LIMIT 2`
  expect(lines.map(({ reason }) => reason)).toEqual([null, 'A lost laptop'])
})

test('the prompt names the customer, the account, the CSR and the minutes, in the version that is acknowledged', async () => {
  const value = '{csr} views {customer}, {account}, for {minutes} minutes. Really?'
  const shown = await settingOf('masquerade.prompt', 'en')
  const body = {
    setting: 'masquerade.prompt',
    locale: 'en',
    value,
    version: shown?.current.version ?? 0,
  } as const
  const { version } = await kenji.api.changeSetting({ body })
  const amara = await app.asCsr('amara.okafor')
  const prompt = await amara.api.readMasqueradePrompt({
    body: { webUserId: town.maria, accountId: town.mariaAccount, locale: 'en' },
  })
  expect(prompt).toMatchObject({
    promptText: `amara.okafor views ${prompt.personName}, ${accountNumber(town.mariaAccount)}, for ${prompt.minutes} minutes. Really?`,
    promptVersion: version,
  })
  expect(await settingOf('masquerade.prompt', 'en')).toMatchObject({
    placeholders: ['customer', 'account', 'csr', 'minutes'],
    current: { value, changedBy: 'kenji.sato' },
  })
})
