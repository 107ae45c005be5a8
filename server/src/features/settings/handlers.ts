import {
  bannerPlaceholders,
  type SettingName,
  settingNames,
  settings,
} from '@porchlight/contract/settings.ts'
import { endMasquerade } from '#features/masquerade/index.ts'
import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { Refusal, refuseField } from '#pipeline/refusal.ts'
import { answers } from '#policy/decide.ts'
import {
  csrGroups,
  entitlementHistory,
  insertEntitlementChange,
  insertSettingVersion,
  liveMasquerades,
  lockSetting,
  newestSwitches,
  settingVersions,
} from './queries.ts'
import { entitlementTable, isEntitlement, isOnFor, unknownPlaceholders } from './rules.ts'

const locales = ['en', 'es'] as const

function csrIdOf({ grant: { actor } }: Context): string {
  if (actor.kind !== 'csr') throw new Refusal('staff-only')
  return actor.csrId
}

/** The places in which a setting has a value: one for each language, or one without. */
const placesOf = (setting: SettingName): readonly string[] => (settings[setting].perLocale ? locales : [''])

function shippedValue(setting: SettingName, locale: string): unknown {
  const shipped: unknown = settings[setting].default
  return locale === '' ? shipped : (shipped as Record<string, string>)[locale]
}

/** A value as the contract takes it for this setting, or the refusal of what is wrong with it. */
function checkedValue(setting: SettingName, value: unknown): unknown {
  const parsed = settings[setting].value.safeParse(value)
  if (!parsed.success) {
    const message = parsed.error.issues[0]?.message ?? ''
    throw refuseField('value', /^[a-z][a-z-]*$/.test(message) ? message : 'not-valid')
  }
  if (setting === 'masquerade.banner' && unknownPlaceholders(String(parsed.data)).length > 0)
    throw new Refusal('unknown-placeholder', { fields: [{ field: 'value', reason: 'unknown-placeholder' }] })
  return parsed.data
}

/** Masquerading is off for the whole utility: whatever is going on ends with this change. */
async function endAllMasquerades(context: Context): Promise<void> {
  for (const { masqueradeId } of await liveMasquerades(context.sql, {}))
    await endMasquerade(context.sql, masqueradeId, 'switched-off', context.grant.actor)
}

export const settingsHandlers: HandlersOf<'readSettings' | 'changeSetting' | 'changeEntitlement'> = {
  readSettings: async (_, { sql, grant, subject }) => {
    const [versions, groups, switches, history] = await Promise.all([
      settingVersions(sql, {}),
      csrGroups(sql, {}),
      newestSwitches(sql, {}),
      entitlementHistory(sql, {}),
    ])
    const shown = settingNames.flatMap((setting) =>
      placesOf(setting).map((locale) => {
        const changed = versions
          .filter((v) => v.setting === setting && v.locale === locale)
          .map(({ version, value, changedBy, changedAt }) => ({
            version,
            value,
            changedBy,
            changedAt: changedAt.toISOString(),
          }))
        const shipped = { version: 0, value: shippedValue(setting, locale), changedBy: null, changedAt: null }
        const all = [...changed, shipped]
        return { setting, locale, current: all[0] ?? shipped, history: all }
      }),
    )
    return {
      settings: shown,
      placeholders: [...bannerPlaceholders],
      entitlements: entitlementTable(
        groups.map((g) => g.csrGroup),
        switches,
      ),
      csrGroups: groups,
      entitlementHistory: history.map((change) => ({ ...change, changedAt: change.changedAt.toISOString() })),
      may: answers(grant.actor, subject, 'settings:change', 'entitlements:change'),
    }
  },

  changeSetting: async ({ body: { setting, locale, value, version } }, context) => {
    const { sql } = context
    if (!placesOf(setting).includes(locale)) throw refuseField('locale', 'not-valid')
    const checked = checkedValue(setting, value)
    await lockSetting(sql, { key: `${setting} ${locale}` })
    const newest = (await settingVersions(sql, {})).find((v) => v.setting === setting && v.locale === locale)
    const current = newest?.version ?? 0
    if (current !== version) {
      const theirs = newest ? newest.value : shippedValue(setting, locale)
      throw new Refusal('version-conflict', {
        version: current,
        difference: [{ field: 'value', yours: checked, theirs }],
      })
    }
    await insertSettingVersion(sql, {
      setting,
      locale,
      version: current + 1,
      value: JSON.stringify(checked),
      csrId: csrIdOf(context),
    })
    context.note({ event: 'changed', details: { setting, locale, version: current + 1 } })
    if (setting === 'masquerade.enabled' && checked === false) await endAllMasquerades(context)
    return { version: current + 1 }
  },

  changeEntitlement: async ({ body: { entitlement, csrGroup, isOn, wasOn } }, context) => {
    const { sql } = context
    if (!isEntitlement(entitlement)) throw refuseField('entitlement', 'not-valid')
    await lockSetting(sql, { key: `${entitlement} ${csrGroup ?? ''}` })
    const [groups, switches] = await Promise.all([csrGroups(sql, {}), newestSwitches(sql, {})])
    if (csrGroup !== null && !groups.some((g) => g.csrGroup === csrGroup))
      throw refuseField('csrGroup', 'not-valid')
    const standing = isOnFor(entitlement, csrGroup, switches)
    if (standing !== wasOn)
      throw new Refusal('version-conflict', {
        difference: [{ field: 'isOn', yours: isOn, theirs: standing }],
      })
    await insertEntitlementChange(sql, { entitlement, csrGroup, isOn, wasOn, csrId: csrIdOf(context) })
    context.note({ event: 'changed', details: { entitlement, csrGroup, wasOn, isOn } })
    return {}
  },
}
