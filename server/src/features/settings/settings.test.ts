import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { unknownPlaceholders } from './rules.ts'

let house: TestApp
let kenji: Browser
beforeAll(async () => {
  house = await createTestApp()
  kenji = await house.asCsr('kenji.sato')
})
afterAll(() => house.close())

const settingOf = async (setting: string, locale = '') =>
  (await kenji.api.readSettings()).settings.find((s) => s.setting === setting && s.locale === locale)

test('a text is changed in one language; every version is kept, with who and when', async () => {
  const before = await settingOf('masquerade.prompt', 'es')
  expect(before?.current).toMatchObject({ version: 0, changedBy: null })
  const change = (value: string, version: number) =>
    kenji.api.changeSetting({ body: { setting: 'masquerade.prompt', locale: 'es', value, version } })
  await change('Primero', 0)
  await change('Segundo', 1)
  const after = await settingOf('masquerade.prompt', 'es')
  expect(after?.history.map((v) => [v.version, v.changedBy])).toEqual([
    [2, 'kenji.sato'],
    [1, 'kenji.sato'],
    [0, null],
  ])
  expect(after?.current.value).toBe('Segundo')
  await expect(change('Tercero', 1)).rejects.toMatchObject({
    status: 409,
    body: {
      reason: 'version-conflict',
      version: 2,
      difference: [{ field: 'value', yours: 'Tercero', theirs: 'Segundo' }],
    },
  })
  const lines =
    await house.owner`SELECT csr_id, details FROM record_entries WHERE action = 'settings:change' AND event = 'changed'`
  expect(lines).toMatchObject([
    { csrId: 'kenji.sato', details: { setting: 'masquerade.prompt', version: 1 } },
    { details: { version: 2 } },
  ])
})

test('two changes at once: one wins, the other is told', async () => {
  const change = (value: number) =>
    kenji.api.changeSetting({ body: { setting: 'masquerade.minutes', locale: '', value, version: 0 } })
  const outcomes = await Promise.allSettled([change(20), change(25)])
  expect(outcomes.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('an unknown placeholder in the banner is refused when it is saved', async () => {
  const save = (value: string) =>
    kenji.api.changeSetting({ body: { setting: 'masquerade.banner', locale: 'en', value, version: 0 } })
  await expect(save('Viewing {custommer}')).rejects.toMatchObject({
    status: 422,
    body: { reason: 'unknown-placeholder', fields: [{ field: 'value' }] },
  })
  await expect(save('Viewing {customer} for {minutes} min')).resolves.toEqual({ version: 1 })
  expect(unknownPlaceholders('{customer} {} {x} {csr}')).toEqual(['', 'x'])
})

test.each([
  ['masquerade.minutes', '', 'thirty', 422],
  ['masquerade.minutes', '', 0, 422],
  ['masquerade.prompt', '', 'No language', 422],
  ['masquerade.prompt', 'en', '  ', 422],
  ['masquerade.purposes', '', [], 422],
  ['masquerade.colour', '', 'red', 422],
])('%s in %j cannot be %j', async (setting, locale, value, status) => {
  const answer = await kenji.request('POST', '/api/desk/settings/change', {
    json: { setting, locale, value, version: 0 },
  })
  expect(answer.status).toBe(status)
})

test('an entitlement is switched for a group, counts before the utility’s, and its history is kept', async () => {
  const change = (csrGroup: string | null, isOn: boolean, wasOn: boolean) =>
    kenji.api.changeEntitlement({ body: { entitlement: 'preferences', csrGroup, isOn, wasOn } })
  await change('call-centre', false, true)
  const { entitlements, entitlementHistory } = await kenji.api.readSettings()
  const answer = (csrGroup: string | null) =>
    entitlements.find((e) => e.entitlement === 'preferences' && e.csrGroup === csrGroup)
  expect(answer('call-centre')).toMatchObject({ isOn: false, isSet: true })
  expect(answer('supervisors')).toMatchObject({ isOn: true, isSet: false })
  expect(entitlementHistory[0]).toMatchObject({
    entitlement: 'preferences',
    csrGroup: 'call-centre',
    wasOn: true,
    isOn: false,
    changedBy: 'kenji.sato',
  })
  await expect(change('call-centre', false, true)).rejects.toMatchObject({ status: 409 })
  await expect(
    kenji.api.changeEntitlement({
      body: { entitlement: 'password', csrGroup: null, isOn: true, wasOn: false },
    }),
  ).rejects.toMatchObject({ status: 422 })
  await expect(change('nobody', false, true)).rejects.toMatchObject({ status: 422 })
})

test('switching masquerading off ends every live one at once', async () => {
  const amara = await house.asCsr('amara.okafor')
  const started = await amara.api.startMasquerade({
    body: {
      webUserId: town.maria,
      accountId: town.mariaAccount,
      purposeKind: 'call',
      purposeReference: 'off',
      promptVersion: 0,
      locale: 'en',
    },
  })
  await kenji.api.changeSetting({
    body: { setting: 'masquerade.enabled', locale: '', value: false, version: 0 },
  })
  const [row] =
    await house.owner`SELECT end_cause FROM masquerades WHERE masquerade_id = ${started.masqueradeId}`
  expect(row?.endCause).toBe('switched-off')
})

test('the purposes are a list', async () => {
  const value = ['call', 'letter']
  await kenji.api.changeSetting({ body: { setting: 'masquerade.purposes', locale: '', value, version: 0 } })
  expect((await settingOf('masquerade.purposes'))?.current.value).toEqual(value)
})

test('only a security officer sees and changes settings', async () => {
  const ines = await house.asCsr('ines.ferreira')
  await expect(ines.api.readSettings()).rejects.toMatchObject({
    status: 403,
    body: { reason: 'permission-missing' },
  })
  await expect(
    ines.api.changeEntitlement({
      body: { entitlement: 'payment.card', csrGroup: null, isOn: true, wasOn: false },
    }),
  ).rejects.toMatchObject({ status: 403 })
})
