import { type DetectorSettingName, detectorSettings } from '@porchlight/contract/detector-settings.ts'
import type { z } from 'zod'
import type { Sql } from '#database/sql.ts'
import { savedSettings } from './queries.ts'

export type SettingValues = {
  [Name in DetectorSettingName]: z.infer<(typeof detectorSettings)[Name]['value']>
}

const names = Object.keys(detectorSettings) as DetectorSettingName[]

/** Reads the settings of the detectors, or the shipped values. The default time zone is the utility's. */
export async function settingValues(sql: Sql, timeZone: string): Promise<SettingValues> {
  const saved = new Map(
    (await savedSettings(sql, { names })).map(({ setting, value }) => [setting, value] as const),
  )
  const values = Object.fromEntries(
    names.map((name) => {
      const { value, default: shipped } = detectorSettings[name]
      const parsed = value.safeParse(saved.get(name))
      return [name, parsed.success ? parsed.data : shipped]
    }),
  ) as SettingValues
  return { ...values, 'detectors.time-zone': values['detectors.time-zone'] || timeZone }
}
