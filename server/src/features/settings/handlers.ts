import { placeholdersOf } from '@porchlight/contract/placeholders.ts'
import { hasConsequence } from '@porchlight/contract/setting-consequences.ts'
import { settings } from '@porchlight/contract/settings.ts'
import type { Sql } from '#database/sql.ts'
import { endMasqueradeToo } from '#features/masquerade/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import type { Grant } from '#policy/grant.ts'
import { Refusal, refuseField, refuseStale } from '#policy/refusal.ts'
import { insertSettingVersion, liveMasquerades, lockSettings, newestVersion } from './queries.ts'
import { readSettingsHandlers } from './read-settings.ts'
import { keptValue, localesOf, shippedValue, unknownPlaceholders } from './rules.ts'

/** Ends every live masquerade when the utility switches masquerading off. */
async function endEveryMasquerade(
  sql: Sql,
  grant: Grant<'settings:change'>,
  reason: string | undefined,
): Promise<void> {
  for (const { masqueradeId } of await liveMasquerades(sql, {}))
    await endMasqueradeToo(sql, grant, masqueradeId, { givenReason: reason })
}

export const settingsHandlers: HandlersOf<'readSettings' | 'changeSetting'> = {
  ...readSettingsHandlers,

  changeSetting: async ({ body }, { sql, grant, note }) => {
    const { setting, locale } = body
    if (!localesOf(setting).includes(locale)) throw refuseField('locale', 'not-valid')
    const kept = keptValue(setting, body.value)
    if ('problem' in kept) throw refuseField('value', kept.problem)
    const { value } = kept
    if (locale !== '' && unknownPlaceholders(String(value), placeholdersOf(setting)).length > 0)
      throw new Refusal('unknown-placeholder', {
        fields: [{ field: 'value', reason: 'unknown-placeholder' }],
      })

    const reason = body.reason || undefined
    await lockSettings(sql, {})
    const standing = await newestVersion.first(sql, { setting, locale })
    const current = standing?.version ?? 0
    const theirs = standing ? standing.value : shippedValue(setting, locale)
    if (body.version !== current) throw refuseStale({ value }, { value: theirs }, current)
    if (!reason && hasConsequence(settings[setting].consequence, theirs, value))
      throw refuseField('reason', 'required')

    const version = current + 1
    await insertSettingVersion(sql, grant, {
      setting,
      locale,
      version,
      value: JSON.stringify(value),
    })
    if (setting === 'masquerade.enabled' && value === false) await endEveryMasquerade(sql, grant, reason)
    note({
      event: 'changed',
      details: { setting, locale, version, ...(reason && { givenReason: reason }) },
    })
    return { version }
  },
}
