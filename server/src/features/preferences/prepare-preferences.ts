import { channelsOf, defaultChoices, type NotificationChoices } from '@porchlight/contract/preferences.ts'
import { draftField, preparable } from '../../preparable.ts'
import { preferencesOf } from './queries.ts'
import { namedChoices, standingChoices } from './rules.ts'

type Standing = { choices: NotificationChoices; version: number }

/** How a CSR prepares other notification preferences of a web user on an account. */
export const preparePreferences = preparable<'changePreferences', Standing>({
  draft: async (sql, { accountId, webUserId }) => {
    const row = await preferencesOf.first(sql, { accountId, webUserId })
    const choices = standingChoices(row?.choices)
    const named = namedChoices(choices)
    const fields = Object.keys(choices).flatMap((notification) =>
      channelsOf(notification).map((channel) => {
        const name = `${notification}.${channel}`
        return draftField(name, 'switch', named[name] ? 'on' : 'off')
      }),
    )
    return { fields, standing: { choices, version: row?.version ?? 0 } }
  },
  request: ({ accountId }, filled, { choices: was, version }) => {
    const choices = structuredClone(defaultChoices)
    for (const [notification, choice] of Object.entries(choices))
      for (const channel of channelsOf(notification))
        choice[channel] = filled(`${notification}.${channel}`) === 'on'
    return { params: { accountId }, body: { choices, version, was } }
  },
})
