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

/** Returns the notifications that a change switches on by text message. */
export const newTexts = (before: NotificationChoices, after: NotificationChoices): string[] =>
  Object.entries(after).flatMap(([name, { text }]) =>
    text && !before[name as keyof NotificationChoices].text ? [name] : [],
  )
