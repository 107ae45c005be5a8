import { afterAll, beforeAll, expect, test } from 'vitest'
import { masqueradeAs } from '#features/masquerade/masquerade.fixture.ts'
import type { Browser } from '#testing/browser.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let kenji: Browser
beforeAll(async () => {
  app = await createTestApp()
  kenji = await app.asCsr('kenji.sato')
})
afterAll(() => app.close())

type SettingBody = Parameters<Browser['api']['changeSetting']>[0]['body']
const change = (body: SettingBody) => kenji.api.changeSetting({ body })
const settingOf = async (setting: string) =>
  (await kenji.api.readSettings()).settings.find((one) => one.setting === setting && one.locale === '')

const consequential: [SettingBody['setting'], unknown, unknown][] = [
  ['detectors.own-account', false, true],
  ['unlink.mail', false, true],
  ['protected.reasons', ['emergency'], ['emergency', 'task']],
  ['contacts.kinds', ['general: call'], ['general: call', 'general: visit']],
  ['caller.minutes', 5, 6],
  ['alerts.due-hours', 48, 12],
  ['detectors.same-surname-customers', 100, 200],
]
test.each(consequential)(
  '%s: a change with a consequence needs a reason, its opposite none',
  async (setting, to, back) => {
    const version = (await settingOf(setting))?.current.version ?? 0
    const body = { setting, locale: '', value: to, version } as const
    const missing = { status: 422, body: { fields: [{ field: 'reason', reason: 'required' }] } }
    await expect(change(body)).rejects.toMatchObject(missing)
    await expect(change({ ...body, reason: '  ' })).rejects.toMatchObject(missing)
    expect((await settingOf(setting))?.current.version).toBe(version)
    await change({ ...body, reason: 'Agreed with the office' })
    await change({ ...body, value: back, version: version + 1 })
    const [line] = await app.owner`SELECT details FROM record_entries WHERE action = 'settings:change'
    AND details ->> 'setting' = ${setting} AND details ? 'givenReason'`
    expect(line?.details).toMatchObject({
      setting,
      version: version + 1,
      givenReason: 'Agreed with the office',
    })
  },
)

test('a limit needs a reason in both directions, and a number of the portal only when it is deleted', async () => {
  const missing = { body: { fields: [{ field: 'reason', reason: 'required' }] } }
  const limit = { setting: 'limits.reveals-per-hour', locale: '', version: 0 } as const
  for (const value of [29, 31]) await expect(change({ ...limit, value })).rejects.toMatchObject(missing)
  const phone = { setting: 'help.emergency-phone', locale: 'es' } as const
  await change({ ...phone, value: '555 0100', version: 0 })
  await expect(change({ ...phone, value: '', version: 1 })).rejects.toMatchObject(missing)
  await change({ ...phone, value: '555 0101', version: 1 })
})

test('counts the live masquerades by the grade of the caller’s verification', async () => {
  await masqueradeAs(app, 'amara.okafor', { purposeReference: 'call' })
  const { liveMasquerades, liveGrades } = await kenji.api.readSettings()
  expect(liveMasquerades).toBe(1)
  expect(liveGrades).toEqual([
    { grade: 'none', masquerades: liveMasquerades },
    { grade: 'attested', masquerades: 0 },
    { grade: 'code', masquerades: 0 },
  ])
})
