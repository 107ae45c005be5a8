// Written by `npm run features` from server/src/features. Not to be edited.
import { accessReportsRows } from '#features/access-reports/policy.ts'
import { accessRows } from '#features/access/policy.ts'
import { accountInformationRows } from '#features/account-information/policy.ts'
import { accountLinksRows } from '#features/account-links/policy.ts'
import { accountsRows } from '#features/accounts/policy.ts'
import { alertsRows } from '#features/alerts/policy.ts'
import { autopayRows } from '#features/autopay/policy.ts'
import { bankAccountsRows } from '#features/bank-accounts/policy.ts'
import { bankPaymentsRows } from '#features/bank-payments/policy.ts'
import { billingRows } from '#features/billing/policy.ts'
import { callerVerificationRows } from '#features/caller-verification/policy.ts'
import { customerContactsRows } from '#features/customer-contacts/policy.ts'
import { customerSearchRows } from '#features/customer-search/policy.ts'
import { dataGrantsRows } from '#features/data-grants/policy.ts'
import { deskSignInRows } from '#features/desk-sign-in/policy.ts'
import { deskRows } from '#features/desk/policy.ts'
import { detectorsRows } from '#features/detectors/policy.ts'
import { guestsRows } from '#features/guests/policy.ts'
import { holderProtectionsRows } from '#features/holder-protections/policy.ts'
import { liveRows } from '#features/live/policy.ts'
import { mailedKeysRows } from '#features/mailed-keys/policy.ts'
import { mailingAddressRows } from '#features/mailing-address/policy.ts'
import { masqueradeRows } from '#features/masquerade/policy.ts'
import { messagesRows } from '#features/messages/policy.ts'
import { noticesRows } from '#features/notices/policy.ts'
import { overviewRows } from '#features/overview/policy.ts'
import { ownMasqueradesRows } from '#features/own-masquerades/policy.ts'
import { ownMessagesRows } from '#features/own-messages/policy.ts'
import { passwordRows } from '#features/password/policy.ts'
import { paymentsRows } from '#features/payments/policy.ts'
import { personDataRows } from '#features/person-data/policy.ts'
import { portalContextRows } from '#features/portal-context/policy.ts'
import { preferencesRows } from '#features/preferences/policy.ts'
import { preparedChangesRows } from '#features/prepared-changes/policy.ts'
import { programsRows } from '#features/programs/policy.ts'
import { recordProofRows } from '#features/record-proof/policy.ts'
import { recordStreamRows } from '#features/record-stream/policy.ts'
import { refundsRows } from '#features/refunds/policy.ts'
import { registrationRows } from '#features/registration/policy.ts'
import { retentionRows } from '#features/retention/policy.ts'
import { rightsCheckRows } from '#features/rights-check/policy.ts'
import { savedViewsRows } from '#features/saved-views/policy.ts'
import { searchesAtRestRows } from '#features/searches-at-rest/policy.ts'
import { secondFactorRows } from '#features/second-factor/policy.ts'
import { selfServiceTasksRows } from '#features/self-service-tasks/policy.ts'
import { settingsRows } from '#features/settings/policy.ts'
import { signInRows } from '#features/sign-in/policy.ts'
import { staffProvisioningRows } from '#features/staff-provisioning/policy.ts'
import { staffRows } from '#features/staff/policy.ts'
import { theRecordRows } from '#features/the-record/policy.ts'
import { toDosRows } from '#features/to-dos/policy.ts'
import { tokenExchangeRows } from '#features/token-exchange/policy.ts'
import { unlinkRows } from '#features/unlink/policy.ts'
import { usageRows } from '#features/usage/policy.ts'
import { webUsersRows } from '#features/web-users/policy.ts'

export const rows = {
  ...accessReportsRows,
  ...accessRows,
  ...accountInformationRows,
  ...accountLinksRows,
  ...accountsRows,
  ...alertsRows,
  ...autopayRows,
  ...bankAccountsRows,
  ...bankPaymentsRows,
  ...billingRows,
  ...callerVerificationRows,
  ...customerContactsRows,
  ...customerSearchRows,
  ...dataGrantsRows,
  ...deskSignInRows,
  ...deskRows,
  ...detectorsRows,
  ...guestsRows,
  ...holderProtectionsRows,
  ...liveRows,
  ...mailedKeysRows,
  ...mailingAddressRows,
  ...masqueradeRows,
  ...messagesRows,
  ...noticesRows,
  ...overviewRows,
  ...ownMasqueradesRows,
  ...ownMessagesRows,
  ...passwordRows,
  ...paymentsRows,
  ...personDataRows,
  ...portalContextRows,
  ...preferencesRows,
  ...preparedChangesRows,
  ...programsRows,
  ...recordProofRows,
  ...recordStreamRows,
  ...refundsRows,
  ...registrationRows,
  ...retentionRows,
  ...rightsCheckRows,
  ...savedViewsRows,
  ...searchesAtRestRows,
  ...secondFactorRows,
  ...selfServiceTasksRows,
  ...settingsRows,
  ...signInRows,
  ...staffProvisioningRows,
  ...staffRows,
  ...theRecordRows,
  ...toDosRows,
  ...tokenExchangeRows,
  ...unlinkRows,
  ...usageRows,
  ...webUsersRows,
}
