import { noticeSettings } from '@porchlight/contract/notice-settings.ts'
import {
  channels,
  channelsOf,
  defaultChoices,
  type NotificationChoices,
} from '@porchlight/contract/preferences.ts'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/**
 * Returns the current choices: the stored ones, and the default of each notification that was added later.
 * What is stored of notifications and channels that no longer exist is left out.
 */
export function standingChoices(stored: unknown): NotificationChoices {
  const standing = structuredClone(defaultChoices)
  if (!isRecord(stored)) return standing
  for (const [name, choice] of Object.entries(standing)) {
    const said = Object.hasOwn(stored, name) ? stored[name] : undefined
    if (!isRecord(said)) continue
    for (const channel of channelsOf(name)) {
      const isOn = said[channel]
      if (typeof isOn === 'boolean') choice[channel] = isOn
    }
  }
  return standing
}

/** Returns each choice under a name of its own, `bill-ready.email`, as a form and a difference name it. */
export function namedChoices(choices: NotificationChoices): Record<string, boolean> {
  return Object.fromEntries(
    Object.entries(choices).flatMap(([name, choice]) =>
      channels.map((channel) => [`${name}.${channel}`, choice[channel]]),
    ),
  )
}

type Stored = { quietFrom: unknown; quietUntil: unknown; highUsage: unknown }

/** Returns the rules that the page says, as they are set. */
export function noticeRulesIn({ quietFrom, quietUntil, highUsage }: Stored) {
  const of = (name: keyof typeof noticeSettings, stored: unknown): number =>
    noticeSettings[name].value.safeParse(stored).data ?? noticeSettings[name].default
  return {
    quietFrom: of('notices.quiet-from', quietFrom),
    quietUntil: of('notices.quiet-until', quietUntil),
    highUsagePercent: of('notices.high-usage-percent', highUsage),
  }
}

/** Returns choices with one notification off by one channel, named as `bill-ready.email`. */
export function withoutNotice(choices: NotificationChoices, stops: string): NotificationChoices {
  const [name, channel] = stops.split('.')
  const after = structuredClone(choices)
  const choice = Object.entries(after).find(([one]) => one === name)?.[1]
  if (choice && (channel === 'email' || channel === 'text')) choice[channel] = false
  return after
}

/** Returns the notifications that a change switches on by text message. */
export const newTexts = (before: NotificationChoices, after: NotificationChoices): string[] =>
  Object.entries(after).flatMap(([name, { text }]) =>
    text && !before[name as keyof NotificationChoices].text ? [name] : [],
  )
