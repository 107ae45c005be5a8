import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { MailedKey } from './mailed-keys.ts'
import { AccountId, Id, Locale, may, VersionOrNone } from './values.ts'

/**
 * What the utility tells its customers about, each with the channels that are on by default. A text message is on for nobody who
 * did not choose it: most laws ask for consent first.
 */
export const notifications = {
  'bill-ready': ['email'],
  'payment-received': ['email'],
  'payment-overdue': ['email'],
  'usage-high': ['email'],
  'support-visit': [],
} as const satisfies Record<string, readonly Channel[]>

export type Channel = 'email' | 'text'
export const channels = ['email', 'text'] as const satisfies Channel[]
export type Notification = keyof typeof notifications

/** What leaves by e-mail alone: a receipt is too long for a text message, and a support visit leads to a list in the portal. */
const byEmailAlone: readonly string[] = ['payment-received', 'support-visit'] satisfies Notification[]

/** Returns the channels that a notification can be had by. */
export const channelsOf = (name: string): readonly Channel[] =>
  byEmailAlone.includes(name) ? ['email'] : channels

/** The right that a role needs for a notification; every other one needs only to see the account. */
const neededRights: Partial<Record<string, 'pay'>> = { 'payment-overdue': 'pay' }

/** Returns the right on the account without which a notification is not sent to a web user. */
export const rightFor = (name: string): 'see' | 'pay' => neededRights[name] ?? 'see'

const Channels = z.strictObject({ email: z.boolean(), text: z.boolean() })
const ByEmailAlone = Channels.refine(({ text }) => !text, { path: ['text'] })
const Choices = z.strictObject(
  Object.fromEntries(
    Object.keys(notifications).map((name) => [name, byEmailAlone.includes(name) ? ByEmailAlone : Channels]),
  ) as Record<Notification, typeof Channels>,
)
export type NotificationChoices = z.infer<typeof Choices>

/** The choices of somebody who has made none. */
export const defaultChoices = Object.fromEntries(
  Object.entries(notifications).map(([name, on]: [string, readonly Channel[]]) => [
    name,
    { email: on.includes('email'), text: on.includes('text') },
  ]),
) as NotificationChoices

const endpoints = {
  readPreferences: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/preferences',
    action: 'preferences:view',
    masquerade: 'read',
    params: z.strictObject({ accountId: AccountId }),
    response: z.object({
      choices: Choices,
      /** 0 where nothing has been chosen yet. */
      version: VersionOrNone,
      /** The notifications that this web user's role on the account can get. */
      offered: z.array(z.enum(Object.keys(notifications) as [Notification, ...Notification[]])),
      /** Whether notifications leave by text message too: the utility sends none, or has no confirmed mobile number. */
      texts: z.enum(['offered', 'no-provider', 'no-mobile']),
      /** When texts do not leave (hours, where the utility is), and above what a day's use is high, in percent. */
      rules: z.object({ quietFrom: z.int(), quietUntil: z.int(), highUsagePercent: z.int() }),
      email: z.string(),
      mobile: z.string().nullable(),
      /** The language of mail and text messages to this web user. */
      language: Locale,
      may: may('preferences:change', 'language:change'),
    }),
  }),
  changePreferences: endpoint({
    method: 'PUT',
    path: '/api/accounts/:accountId/preferences',
    action: 'preferences:change',
    masquerade: 'act: preferences',
    task: 'notification-preferences',
    preparable: true,
    params: z.strictObject({ accountId: AccountId }),
    body: z.strictObject({
      choices: Choices,
      version: VersionOrNone,
      /** The choices that were shown: a conflict then names only what this reader changed. */
      was: Choices.optional(),
    }),
    /** A save that changes nothing makes no task. */
    response: z.object({ taskId: Id.nullable(), version: VersionOrNone }),
  }),
  /** Sets the language in which the web user reads the portal, mail and text messages. */
  changeLanguage: endpoint({
    method: 'PUT',
    path: '/api/language',
    action: 'language:change',
    masquerade: 'act: preferences',
    task: 'language',
    body: z.strictObject({ language: Locale }),
    response: z.object({ taskId: Id.nullable() }),
  }),
  /** Switches one notification off by one channel, with the key of its mail or text message. Nobody is signed in by it. */
  stopNotice: endpoint({
    method: 'POST',
    path: '/api/notice-off',
    action: 'public',
    masquerade: 'never',
    task: 'notification-preferences',
    body: z.strictObject({ key: MailedKey }),
    /** `stopped`: notification and channel, as `bill-ready.email`. The task is null where it was off already. */
    response: z.object({ taskId: Id.nullable(), stopped: z.string() }),
  }),
}

export const preferences = feature({
  entitlements: {
    preferences: { default: true, class: 'act' },
  },
  actions: {
    'preferences:view': 'read',
    'preferences:change': 'act: preferences',
    'language:change': 'act: preferences',
  },
  endpoints,
})
