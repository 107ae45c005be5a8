import { access } from './access.ts'
import { accountLinks } from './account-links.ts'
import { accounts } from './accounts.ts'
import { alerts } from './alerts.ts'
import { billing } from './billing.ts'
import { customerContacts } from './customer-contacts.ts'
import { customerSearch } from './customer-search.ts'
import { desk } from './desk.ts'
import { mailedKeys } from './mailed-keys.ts'
import { mailingAddress } from './mailing-address.ts'
import { masquerade } from './masquerade.ts'
import { overview } from './overview.ts'
import { password } from './password.ts'
import { payments } from './payments.ts'
import { portalContext } from './portal-context.ts'
import { preferences } from './preferences.ts'
import { requests } from './requests.ts'
import { savedViews } from './saved-views.ts'
import { selfServiceTasks } from './self-service-tasks.ts'
import { settingsEndpoints } from './settings.ts'
import { signIn } from './sign-in.ts'
import { taskActionEndpoints } from './task-actions.ts'
import { taskQuery } from './task-query.ts'
import { theRecord } from './the-record.ts'
import { toDos } from './to-dos.ts'
import { unlink } from './unlink.ts'
import { usage } from './usage.ts'
import { webUsers } from './web-users.ts'

/** Everything the server promises, by name. */
export const api = {
  ...signIn,
  ...portalContext,
  ...overview,
  ...requests,
  ...billing,
  ...usage,
  ...mailingAddress,
  ...preferences,
  ...access,
  ...password,
  ...mailedKeys,
  ...accountLinks,
  ...payments,
  ...desk,
  ...customerSearch,
  ...accounts,
  ...customerContacts,
  ...webUsers,
  ...unlink,
  ...masquerade,
  ...selfServiceTasks,
  ...taskActionEndpoints,
  ...taskQuery,
  ...savedViews,
  ...theRecord,
  ...alerts,
  ...toDos,
  ...settingsEndpoints,
}
export type Api = typeof api
