import type { SettingName } from '@porchlight/contract/settings.ts'

type Family = SettingName extends `${infer First}.${string}` ? First : never

/** The section of the page for each family of settings: the first part of a setting's name. */
const sectionOfFamily = {
  masquerade: 'masquerades',
  caller: 'callers',
  protected: 'customers',
  contacts: 'customers',
  unlink: 'customers',
  'sign-in': 'customers',
  limits: 'limits',
  alerts: 'alerts',
  detectors: 'detectors',
  help: 'texts',
  notices: 'customers',
  programs: 'programs',
  billing: 'bills',
  refunds: 'bills',
} as const satisfies Record<Family, string>

/** `texts`: those have a screen of their own. */
export type SettingSection = (typeof sectionOfFamily)[Family]

/** Returns the settings by the section in which the page shows them, in the page's order. Texts in two languages are left out. */
export function bySection<T extends { setting: string; locale: string }>(
  settings: readonly T[],
): { section: SettingSection; settings: T[] }[] {
  const sections = [...new Set(Object.values(sectionOfFamily))]
  return sections
    .map((section) => ({
      section,
      settings: settings.filter(
        ({ setting, locale }) =>
          locale === '' && sectionOfFamily[setting.split('.')[0] as Family] === section,
      ),
    }))
    .filter((one) => one.settings.length > 0)
}
