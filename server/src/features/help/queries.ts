import { query } from '#database/query.ts'
import type { HelpSettings } from './queries.generated.ts'

/** What the utility says about how it is reached, in each language; null where it never said. */
export const helpSettings = query<HelpSettings>(
  'help-settings',
  `SELECT setting AS "setting!", locale AS "locale!", setting_value(setting, locale) AS value
   FROM unnest($settings::text[]) AS setting, unnest($locales::text[]) AS locale`,
)
