import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { AccountId, Id, may, VersionOrNone } from './values.ts'

/** What the utility tells its customers about, each with the channels that are on by default. */
export const notifications = {
  'bill-ready': ['email'],
  'payment-received': ['email'],
  'payment-overdue': ['email', 'text'],
  'usage-high': ['email'],
  'outage-nearby': ['text'],
  'support-visit': [],
} as const satisfies Record<string, readonly Channel[]>

export type Channel = 'email' | 'text'
export const channels = ['email', 'text'] as const satisfies Channel[]
export type Notification = keyof typeof notifications

/** What leaves by e-mail alone: it leads to a list in the portal. */
const byEmailAlone: readonly string[] = ['support-visit'] satisfies Notification[]

/** Returns the channels that a notification can be had by. */
export const channelsOf = (name: string): readonly Channel[] =>
  byEmailAlone.includes(name) ? ['email'] : channels

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
      email: z.string(),
      mobile: z.string().nullable(),
      may: may('preferences:change'),
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
}

export const preferences = feature({
  entitlements: {
    preferences: { default: true, class: 'act' },
  },
  actions: {
    'preferences:view': 'read',
    'preferences:change': 'act: preferences',
  },
  endpoints,
})
