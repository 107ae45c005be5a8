import { accounts } from './accounts/accounts.ts'
import { bills } from './bills/bills.ts'
import type { ImportKind } from './import-kind.ts'
import { links } from './links/links.ts'
import { people } from './people/people.ts'
import { premises } from './premises/premises.ts'
import { weather } from './weather/weather.ts'

/** The kinds of files, by the word on the command line; in the order in which a utility is loaded. */
export const importKinds: Readonly<Record<string, ImportKind<{ sourceKey: string }>>> = {
  people,
  premises,
  accounts,
  links,
  bills,
  weather,
}
