import { type Entitlement, entitlementNames, entitlements } from '@porchlight/contract/entitlements.ts'
import { type SettingName, settingNames, settings } from '@porchlight/contract/settings.ts'
import { Locale } from '@porchlight/contract/values.ts'

/** Each setting with each language that it has; the empty one where it has none. */
export const settingPlaces: readonly { setting: SettingName; locale: Locale | '' }[] = settingNames.flatMap(
  (setting) => localesOf(setting).map((locale) => ({ setting, locale })),
)

/** Returns the languages of a setting's value. */
export function localesOf(setting: SettingName): readonly (Locale | '')[] {
  return settings[setting].perLocale ? Locale.options : ['']
}

/** Returns the shipped value, which is valid until the utility changes it. */
export function shippedValue(setting: SettingName, locale: Locale | ''): unknown {
  const shipped: unknown = settings[setting].default
  return locale === '' ? shipped : (shipped as Record<Locale, unknown>)[locale]
}

/** Returns a value as the setting keeps it, or what is wrong with it: the reason of its field. */
export function keptValue(setting: SettingName, value: unknown): { value: unknown } | { problem: string } {
  const parsed = settings[setting].value.safeParse(value)
  if (parsed.success) {
    // An entitlement with a typing error would silently require nothing.
    const isUnknown =
      setting === 'caller.entitlement-grades' &&
      (parsed.data as string[]).some((line) => !isEntitlement(line.replace(/:.*/, '')))
    return isUnknown ? { problem: 'unknown' } : { value: parsed.data }
  }
  const message = parsed.error.issues[0]?.message ?? ''
  return { problem: /^[a-z][a-z-]*$/.test(message) ? message : 'not-valid' }
}

/** Returns names in braces that a text may not name, and braces that belong to none. */
export function unknownPlaceholders(text: string, placeholders: readonly string[]): string[] {
  const named = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name)
  const stray = /[{}]/.exec(text.replace(/\{[^{}]*\}/g, ''))
  return [...named.filter((name) => !placeholders.includes(name)), ...(stray ? [stray[0]] : [])]
}

export const isEntitlement = (name: string): name is Entitlement =>
  (entitlementNames as readonly string[]).includes(name)

type Switch = { entitlement: string; csrGroup: string | null; isOn: boolean | null }

/** Returns every switch that there is: each entitlement for the utility and for each group, which goes with it until it is set. */
export function allSwitches(set: readonly Switch[], groups: readonly { csrGroup: string }[]) {
  // A switch that was put back to the utility's, or to the shipped one, is none.
  const own = new Map(
    set.flatMap((s) => (s.isOn === null ? [] : [[`${s.entitlement} ${s.csrGroup ?? ''}`, s.isOn] as const])),
  )
  return entitlementNames.flatMap((entitlement) => {
    const { default: shipped, class: asks } = entitlements[entitlement]
    const utility = own.get(`${entitlement} `) ?? shipped
    return [null, ...groups.map(({ csrGroup }) => csrGroup)].map((csrGroup) => {
      const isOn = own.get(`${entitlement} ${csrGroup ?? ''}`)
      return {
        entitlement,
        class: asks,
        default: shipped,
        csrGroup,
        isOn: isOn ?? utility,
        isSet: isOn !== undefined,
      }
    })
  })
}
