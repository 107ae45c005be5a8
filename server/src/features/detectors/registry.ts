import type { DetectorName } from '@porchlight/contract/alert-choices.ts'
import type { DetectorSettingName } from '@porchlight/contract/detector-settings.ts'
import type { Sql } from '#database/sql.ts'
import {
  afterHours,
  canaryOpened,
  ownAccount,
  repeatedLooks,
  sameAddress,
  sameSurname,
  unexplainedOpening,
} from './finding/queries.ts'
import { officeHours } from './rules.ts'
import type { SettingValues } from './setting-values.ts'

/** A look at an account that a detector found. */
export type Found = {
  recordEntryId: number
  at: Date
  csrId: string
  accountId: number
  personId: number | null
  about: string
  facts: unknown
}

/** The leaves from `from` to before `to`, and the actions that open a customer. */
export type Batch = { from: number; to: number; actions: string[] }

export type Detector = {
  name: DetectorName
  /** Its settings besides its switch `detectors.<name>`. */
  settings: readonly DetectorSettingName[]
  /** Hours to wait after a look, because a cause may still appear until then. */
  delayHours?(values: SettingValues): number
  find(sql: Sql, batch: Batch, values: SettingValues): Promise<Found[]>
}

/** Every detector. To add one, add its statement, a row here and its words in the locale files. */
export const detectors: readonly Detector[] = [
  { name: 'canary-opened', settings: [], find: (sql, batch) => canaryOpened(sql, batch) },
  { name: 'own-account', settings: [], find: (sql, batch) => ownAccount(sql, batch) },
  {
    name: 'same-surname',
    settings: ['detectors.same-surname-customers'],
    find: (sql, batch, values) =>
      sameSurname(sql, { ...batch, most: values['detectors.same-surname-customers'] }),
  },
  {
    name: 'same-address',
    settings: ['detectors.same-address-numbers'],
    find: (sql, batch, values) =>
      sameAddress(sql, { ...batch, numbers: values['detectors.same-address-numbers'] }),
  },
  {
    name: 'unexplained-opening',
    settings: ['detectors.unexplained-opening-hours'],
    delayHours: (values) => values['detectors.unexplained-opening-hours'],
    find: (sql, batch, values) =>
      unexplainedOpening(sql, { ...batch, hours: values['detectors.unexplained-opening-hours'] }),
  },
  {
    name: 'repeated-looks',
    settings: ['detectors.repeated-looks-count', 'detectors.repeated-looks-days'],
    find: (sql, batch, values) =>
      repeatedLooks(sql, {
        ...batch,
        looks: values['detectors.repeated-looks-count'],
        days: values['detectors.repeated-looks-days'],
      }),
  },
  {
    name: 'after-hours',
    settings: ['detectors.office-hours', 'detectors.holidays', 'detectors.time-zone'],
    find: (sql, batch, values) =>
      afterHours(sql, {
        ...batch,
        timeZone: values['detectors.time-zone'],
        holidays: values['detectors.holidays'],
        hours: officeHours(values['detectors.office-hours']),
      }),
  },
]
