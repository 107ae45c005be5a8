import { z } from 'zod'
import { detectorNames, severities } from './alert-choices.ts'

const isOn = { perLocale: false, consequence: 'off', value: z.boolean(), default: true } as const
const whole = (least: number, most: number, shipped: number, consequence: 'lower' | 'higher') =>
  ({
    perLocale: false,
    consequence,
    value: z.number().int().min(least).max(most),
    default: shipped,
  }) as const

/** The days and hours of work: `mon-fri 07:00-19:00`, or one day, or hours over midnight. */
export const officeHoursLine =
  /^(mon|tue|wed|thu|fri|sat|sun)(?:-(mon|tue|wed|thu|fri|sat|sun))? ([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/

const isTimeZone = (name: string) => {
  try {
    return name === '' || new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}

const severityLine = new RegExp(`^(${detectorNames.join('|')}): (${severities.join('|')})$`)

/** What a utility may change about detectors and alerts; the first of each is its switch. */
export const detectorSettings = {
  'detectors.canary-opened': isOn,
  'detectors.own-account': isOn,
  'detectors.same-surname': isOn,
  /** A surname that more customers have tells nothing. */
  'detectors.same-surname-customers': whole(1, 100_000, 500, 'lower'),
  'detectors.same-address': isOn,
  /** How many house numbers away a neighbor lives. 0: the same house alone. */
  'detectors.same-address-numbers': whole(0, 100, 6, 'lower'),
  'detectors.unexplained-opening': isOn,
  /** Before and after the opening. The alert comes when they have passed. */
  'detectors.unexplained-opening-hours': whole(1, 72, 2, 'higher'),
  'detectors.repeated-looks': isOn,
  'detectors.repeated-looks-count': whole(2, 100, 5, 'higher'),
  'detectors.repeated-looks-days': whole(1, 60, 7, 'lower'),
  'detectors.after-hours': isOn,
  /** Every day as shipped: a utility narrows it to its own. */
  'detectors.office-hours': {
    perLocale: false,
    consequence: 'changed',
    value: z.array(z.string().regex(officeHoursLine, 'office-hours')).min(1, 'required').max(21),
    default: ['mon-sun 07:00-20:00'],
  },
  /** Days without office hours. */
  'detectors.holidays': {
    perLocale: false,
    consequence: 'removed',
    value: z.array(z.iso.date('not-a-day')).max(200),
    default: [],
  },
  /** Of the office hours; empty: the utility's own. */
  'detectors.time-zone': {
    perLocale: false,
    consequence: 'changed',
    value: z.string().trim().max(60, 'too-long').refine(isTimeZone, 'time-zone'),
    default: '',
  },
  'detectors.severities': {
    perLocale: false,
    consequence: 'changed',
    value: z.array(z.string().regex(severityLine, 'severity-line')).max(detectorNames.length),
    default: [
      'canary-opened: high',
      'own-account: high',
      'same-surname: medium',
      'same-address: medium',
      'unexplained-opening: medium',
      'repeated-looks: low',
      'after-hours: low',
    ],
  },
  /** After so many hours an open alert is due. */
  'alerts.due-hours': whole(1, 720, 24, 'higher'),
  'alerts.overdue-hours': whole(1, 2_160, 72, 'higher'),
} as const

export type DetectorSettingName = keyof typeof detectorSettings
