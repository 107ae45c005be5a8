import { programSettings } from '@porchlight/contract/program-settings.ts'
import type { Pool } from '#database/sql.ts'
import { addBill } from '#testing/add-bill.ts'
import type { TestApp } from '#testing/test-app.ts'
import { addMonths } from './calendar.ts'

type ProgramSetting = keyof typeof programSettings

/** Writes monthly bills of one amount each, the newest first, each due three weeks after its date. Returns the newest due date. */
export async function addYearOfBills(
  owner: Pool,
  accountId: number,
  charges: readonly number[],
  newest = '2026-11-10',
): Promise<string> {
  for (const [at, chargesCents] of charges.entries())
    await addBill(owner, {
      accountId,
      billDate: addMonths(newest, -at),
      dueDate: addMonths(newest, 1 - at),
      chargesCents,
    })
  return addMonths(newest, 1)
}

/** Changes a rule of the programs as a security officer. Returns what puts the shipped value back. */
export async function changeSetting(app: TestApp, setting: ProgramSetting, value: unknown) {
  const officer = await app.asCsr('kenji.sato')
  const save = async (to: unknown) => {
    const { settings } = await officer.api.readSettings()
    const version = settings.find((one) => one.setting === setting && one.locale === '')?.current.version ?? 0
    await officer.api.changeSetting({ body: { setting, locale: '', value: to, version, reason: 'a test' } })
  }
  await save(value)
  return () => save(programSettings[setting].default)
}
