import { query } from '#database/query.ts'
import type { HelpSettings } from './queries.generated.ts'

/** The utility's contact texts in each language; null if it never set them. */
export const helpSettings = query<HelpSettings>(
  'help-settings',
  `SELECT setting AS "setting!", locale AS "locale!", setting_value(setting, locale) AS value
   FROM unnest($settings::text[]) AS setting, unnest($locales::text[]) AS locale`,
)
