import { type Entitlement, entitlementNames } from '@porchlight/contract/entitlements.ts'
import { type SettingName, settingNames, settings } from '@porchlight/contract/settings.ts'
import { Locale } from '@porchlight/contract/values.ts'
import { z } from 'zod'

/** Each setting with each language that it has; the empty one where it has none. */
export const settingPlaces: readonly { setting: SettingName; locale: Locale | '' }[] = settingNames.flatMap(
  (setting) => localesOf(setting).map((locale) => ({ setting, locale })),
)

/** Returns the languages of a setting's value. */
export function localesOf(setting: SettingName): readonly (Locale | '')[] {
  return settings[setting].perLocale ? Locale.options : ['']
}

/** Returns the values that can be chosen; none where the value is typed. */
export function choicesOf(setting: SettingName): string[] {
  const { value } = settings[setting]
  return value instanceof z.ZodEnum ? value.options.map(String) : []
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
