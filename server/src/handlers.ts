import { accessHandlers } from '#features/access/handlers.ts'
import { accountLinksHandlers } from '#features/account-links/handlers.ts'
import { accountsHandlers } from '#features/accounts/handlers.ts'
import { alertsHandlers } from '#features/alerts/handlers.ts'
import { billingHandlers } from '#features/billing/handlers.ts'
import { customerContactsHandlers } from '#features/customer-contacts/handlers.ts'
import { customerSearchHandlers } from '#features/customer-search/handlers.ts'
import { deskHandlers } from '#features/desk/handlers.ts'
import { deskSignInHandlers } from '#features/desk-sign-in/handlers.ts'
import { mailedKeysHandlers } from '#features/mailed-keys/handlers.ts'
import { mailingAddressHandlers } from '#features/mailing-address/handlers.ts'
import { masqueradeHandlers } from '#features/masquerade/handlers.ts'
import { overviewHandlers } from '#features/overview/handlers.ts'
import { passwordHandlers } from '#features/password/handlers.ts'
import { paymentsHandlers } from '#features/payments/handlers.ts'
import { portalContextHandlers } from '#features/portal-context/handlers.ts'
import { preferencesHandlers } from '#features/preferences/handlers.ts'
import { recentCustomersHandlers } from '#features/recent-customers/handlers.ts'
import { requestsHandlers } from '#features/requests/handlers.ts'
import { savedViewsHandlers } from '#features/saved-views/handlers.ts'
import { taskActionHandlers } from '#features/self-service-tasks/action-handlers.ts'
import { taskExportHandlers } from '#features/self-service-tasks/export/handlers.ts'
import { selfServiceTasksHandlers } from '#features/self-service-tasks/handlers.ts'
import { settingsHandlers } from '#features/settings/handlers.ts'
import { signInHandlers } from '#features/sign-in/handlers.ts'
import { theRecordHandlers } from '#features/the-record/handlers.ts'
import { toDosHandlers } from '#features/to-dos/handlers.ts'
import { unlinkHandlers } from '#features/unlink/handlers.ts'
import { usageHandlers } from '#features/usage/handlers.ts'
import { webUsersHandlers } from '#features/web-users/handlers.ts'
import type { Handlers } from '#pipeline/handler.ts'

/** What each endpoint of the contract does: the handlers of every feature. A missing one does not compile. */
export const handlers: Handlers = {
  ...signInHandlers,
  ...portalContextHandlers,
  ...mailingAddressHandlers,
  ...overviewHandlers,
  ...requestsHandlers,
  ...billingHandlers,
  ...usageHandlers,
  ...masqueradeHandlers,
  ...customerSearchHandlers,
  ...recentCustomersHandlers,
  ...accountsHandlers,
  ...customerContactsHandlers,
  ...webUsersHandlers,
  ...unlinkHandlers,
  ...deskHandlers,
  ...deskSignInHandlers,
  ...preferencesHandlers,
  ...accessHandlers,
  ...passwordHandlers,
  ...mailedKeysHandlers,
  ...paymentsHandlers,
  ...accountLinksHandlers,
  ...settingsHandlers,
  ...theRecordHandlers,
  ...alertsHandlers,
  ...toDosHandlers,
  ...selfServiceTasksHandlers,
  ...taskActionHandlers,
  ...taskExportHandlers,
  ...savedViewsHandlers,
}
