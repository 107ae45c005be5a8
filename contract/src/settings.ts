import { z } from 'zod'
import { callerGrades } from './caller-grades.ts'
import { detectorSettings } from './detector-settings.ts'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostReason } from './limits.ts'
import { masqueradeSettings, names, Sentence } from './masquerade-settings.ts'
import { noticeSettings } from './notice-settings.ts'
import { leastPasswordLength } from './password.ts'
import { programSettings } from './program-settings.ts'
import { registrationModes } from './registration-modes.ts'
import { type Consequence, consequences } from './setting-consequences.ts'
import { Instant, Locale, may, optionalText, VersionOrNone } from './values.ts'

/** A setting. `consequence` says which change of it has a consequence at once; every setting must say so. */
type Setting = { perLocale: boolean; consequence: Consequence; value: z.ZodType; default: unknown }

/** A telephone number as printed for customers; empty for none. */
const Telephone = z
  .string()
  .trim()
  .regex(/^(\+?[\d(][\d\s().-]{4,28}\d)?$/, 'not-a-phone')

/** E-mail addresses, one a line. */
const addresses = z
  .array(z.email('not-an-email').max(200, 'too-long'))
  .max(20)
  .refine((list) => new Set(list).size === list.length, 'twice')

/** What a utility may change, with the shipped values. A text has one value per locale. */
export const settings = {
  ...masqueradeSettings,
  /** The kinds of customer contacts that CSRs choose from: `class: type`. Tasks also write kinds that are not listed. */
  'contacts.kinds': {
    perLocale: false,
    consequence: 'removed',
    value: z
      .array(z.string().regex(/^[a-z][a-z-]{1,39}: [a-z][a-z-]{1,39}$/, 'contact-kind'))
      .min(1, 'required')
      .max(60)
      .refine((kinds) => new Set(kinds).size === kinds.length, 'twice'),
    default: [
      'general: call',
      'general: visit',
      'general: letter',
      'general: email',
      'general: chat',
      'billing: question',
      'billing: payment',
      'service: meter',
      'service: outage',
      'complaint: service',
    ],
  },
  /**
   * Distinct customers that a CSR may open within an hour. One every half a minute, an hour long, is more than any call or
   * pile of tasks asks for; a limit that hinders work would be switched off.
   */
  'limits.customers-per-hour': {
    perLocale: false,
    consequence: 'changed',
    value: z.number().int().min(1).max(10_000),
    default: 120,
  },
  /** Distinct identifiers that a CSR may reveal within an hour: two a call, for the busiest. */
  'limits.reveals-per-hour': {
    perLocale: false,
    consequence: 'changed',
    value: z.number().int().min(1).max(10_000),
    default: 30,
  },
  /**
   * Distinct people whom searches and lists name to a CSR within an hour, as one types included: twenty calls with fifty each. A
   * list of a whole town takes days.
   */
  'limits.people-named-per-hour': {
    perLocale: false,
    consequence: 'changed',
    value: z.number().int().min(50).max(100_000),
    default: 1000,
  },
  /**
   * Distinct people whom a CSR's exports of tasks may name within an hour. An export is counted whole before its file begins. A
   * month's tasks of a mid-sized utility fit; its customers do not.
   */
  'limits.people-exported-per-hour': {
    perLocale: false,
    consequence: 'changed',
    value: z.number().int().min(1).max(1_000_000),
    default: 10_000,
  },
  /**
   * Guesses that a CSR can make within an hour. A guess is a search for an identifier, for a whole number or address that matches
   * no one, or for a protected customer's name with another term, or one that finds a protected customer. One line of typing
   * counts once.
   */
  'limits.guesses-per-hour': {
    perLocale: false,
    consequence: 'changed',
    value: z.number().int().min(1).max(10_000),
    default: 40,
  },
  /** The further reasons for which a protected customer may be opened. */
  'protected.reasons': {
    perLocale: false,
    consequence: 'removed',
    value: names,
    default: ['customer-calls', 'emergency', 'dispute', 'task'],
  },
  /** Whether customers cannot, may or must have a second factor. One that is there is asked for at any setting. */
  'sign-in.second-factor': {
    perLocale: false,
    consequence: 'changed',
    value: z.enum(['off', 'optional', 'required'], 'second-factor-mode'),
    default: 'optional',
  },
  /** Characters that a new password of a customer has at least. There are no other rules of form (NIST SP 800-63B, 5.1.1.2). */
  'sign-in.password-length': {
    perLocale: false,
    consequence: 'lower',
    value: z.number().int().min(leastPasswordLength).max(64),
    default: 12,
  },
  /** Whether people may register on the portal, and what they then sign in with. */
  'sign-in.registration': {
    perLocale: false,
    consequence: 'changed',
    value: z.enum(registrationModes, 'registration-mode'),
    default: 'by-email',
  },
  /** True if a web user gets mail when a CSR unlinks them from an account, or links them again. */
  'unlink.mail': { perLocale: false, consequence: 'off', value: z.boolean(), default: true },
  /** Refunds above this amount, in cents, need the approval of a second CSR. 0: every refund. */
  'refunds.approval-above-cents': {
    perLocale: false,
    consequence: 'changed',
    value: z.number().int().min(0).max(99_999_99),
    default: 10_000,
  },
  /** Where payments by mail go, as printed on a bill: lines of an address. Empty: a bill has no part to mail back. */
  'billing.remittance-address': {
    perLocale: false,
    consequence: 'emptied',
    value: z
      .array(z.string().trim().min(1, 'required').max(80, 'too-long'))
      .max(6)
      .refine((list) => new Set(list).size === list.length, 'twice'),
    default: [],
  },
  /** The number that customers call, on every page of the portal. No number is shipped: a made-up one would be dialed. */
  'help.phone': { perLocale: true, consequence: 'emptied', value: Telephone, default: { en: '', es: '' } },
  /** The hours in which the telephone is answered. */
  'help.hours': {
    perLocale: true,
    consequence: 'none',
    value: z.string().trim().max(200, 'too-long'),
    default: {
      en: 'Monday to Friday, 8 a.m. to 6 p.m.',
      es: 'De lunes a viernes, de 8 a. m. a 6 p. m.',
    },
  },
  /** The line for emergencies, answered at any time. */
  'help.emergency-phone': {
    perLocale: true,
    consequence: 'emptied',
    value: Telephone,
    default: { en: '', es: '' },
  },
  'help.emergency-text': {
    perLocale: true,
    consequence: 'none',
    value: Sentence,
    default: {
      en: 'Gas smell, downed wire or broken main? Get to a safe place first, then call, at any hour.',
      es: '¿Olor a gas, un cable caído o una tubería rota? Póngase primero a salvo y luego llame, a cualquier hora.',
    },
  },
  /** Where the security officer is told of alerts by mail; empty: nowhere. */
  'alerts.email': {
    perLocale: false,
    consequence: 'removed',
    value: z
      .string()
      .trim()
      .max(200, 'too-long')
      .refine((text) => text === '' || z.email().safeParse(text).success, 'not-an-email'),
    default: '',
  },
  /** Who gets the newest checkpoint of the record by mail every day: a list for each language of the mail. */
  'alerts.checkpoint-mails-en': { perLocale: false, consequence: 'removed', value: addresses, default: [] },
  'alerts.checkpoint-mails-es': { perLocale: false, consequence: 'removed', value: addresses, default: [] },
  ...detectorSettings,
  ...noticeSettings,
  ...programSettings,
} as const satisfies Record<string, Setting>

export type SettingName = keyof typeof settings
export const settingNames = Object.keys(settings) as SettingName[]

const Version = z.object({
  version: z.number(),
  value: z.unknown(),
  changedBy: z.string().nullable(),
  changedByName: z.string().nullable(),
  changedAt: Instant.nullable(),
})

const endpoints = {
  readSettings: endpoint({
    method: 'GET',
    path: '/api/desk/settings',
    action: 'settings:view',
    masquerade: 'never',
    response: z.object({
      settings: z.array(
        z.object({
          setting: z.string(),
          /** Empty where the setting has no language. */
          locale: z.string(),
          consequence: z.enum(consequences),
          /** What a text may name in braces. */
          placeholders: z.array(z.string()),
          /** The values that can be chosen; empty where the value is typed. */
          choices: z.array(z.string()),
          current: Version,
          /** The versions before it, newest first; the last is the shipped one. */
          history: z.array(Version),
        }),
      ),
      /** How many masquerades end when masquerading is switched off now. */
      liveMasquerades: z.number().int(),
      /** The same by the grade of the caller's verification. */
      liveGrades: z.array(z.object({ grade: z.enum(callerGrades), masquerades: z.number().int() })),
      may: may('settings:change'),
    }),
  }),
  /** A new version of a setting. An unknown placeholder is refused; a stale version is answered with 409. */
  changeSetting: endpoint({
    method: 'POST',
    path: '/api/desk/settings/change',
    action: 'settings:change',
    masquerade: 'never',
    task: null,
    body: z.strictObject({
      setting: z.enum(settingNames),
      locale: z.union([Locale, z.literal('')]),
      value: z.unknown(),
      version: VersionOrNone,
      /** Why, in the CSR's words. Required if the change has a consequence at once. It stays in the record. */
      reason: optionalText(mostReason).optional(),
    }),
    response: z.object({ version: z.number() }),
  }),
}

export const settingsFeature = feature({
  permissions: ['settings:view', 'settings:change'],
  endpoints,
})
