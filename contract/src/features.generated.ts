// Written by `npm run features` from contract/src. Not to be edited.
import { accessReports } from './access-reports.ts'
import { access } from './access.ts'
import { accountInformation } from './account-information.ts'
import { accountLinks } from './account-links.ts'
import { accounts } from './accounts.ts'
import { alerts } from './alerts.ts'
import { autopay } from './autopay.ts'
import { bankAccounts } from './bank-accounts.ts'
import { bankPayments } from './bank-payments.ts'
import { billing } from './billing.ts'
import { callerVerification } from './caller-verification.ts'
import { customerContacts } from './customer-contacts.ts'
import { customerSearch } from './customer-search.ts'
import { dataGrants } from './data-grants.ts'
import { desk } from './desk.ts'
import { detectors } from './detectors.ts'
import { guests } from './guests.ts'
import { holderProtections } from './holder-protections.ts'
import { mailedKeys } from './mailed-keys.ts'
import { mailingAddress } from './mailing-address.ts'
import { masquerade } from './masquerade.ts'
import { overview } from './overview.ts'
import { ownMasquerades } from './own-masquerades.ts'
import { ownMessages } from './own-messages.ts'
import { password } from './password.ts'
import { payments } from './payments.ts'
import { personData } from './person-data.ts'
import { portalContext } from './portal-context.ts'
import { preferences } from './preferences.ts'
import { preparedChanges } from './prepared-changes.ts'
import { programs } from './programs.ts'
import { recordLists } from './record-lists.ts'
import { recordVerification } from './record-proof.ts'
import { refunds } from './refunds.ts'
import { registration } from './registration.ts'
import { requests } from './requests.ts'
import { retention } from './retention.ts'
import { rightsCheck } from './rights-check.ts'
import { savedViews } from './saved-views.ts'
import { secondFactor } from './second-factor.ts'
import { selfServiceTasks } from './self-service-tasks.ts'
import { serviceRequests } from './service-requests.ts'
import { settingsFeature } from './settings.ts'
import { signIn } from './sign-in.ts'
import { staffProvisioning } from './staff-provisioning.ts'
import { staff } from './staff.ts'
import { taskQuery } from './task-query.ts'
import { theRecord } from './the-record.ts'
import { toDos } from './to-dos.ts'
import { trustedIssuers } from './trusted-issuers.ts'
import { unlink } from './unlink.ts'
import { usage } from './usage.ts'
import { webUserDetails } from './web-user-details.ts'
import { webUsers } from './web-users.ts'

export const features = {
  accessReports,
  access,
  accountInformation,
  accountLinks,
  accounts,
  alerts,
  autopay,
  bankAccounts,
  bankPayments,
  billing,
  callerVerification,
  customerContacts,
  customerSearch,
  dataGrants,
  desk,
  detectors,
  guests,
  holderProtections,
  mailedKeys,
  mailingAddress,
  masquerade,
  overview,
  ownMasquerades,
  ownMessages,
  password,
  payments,
  personData,
  portalContext,
  preferences,
  preparedChanges,
  programs,
  recordLists,
  recordVerification,
  refunds,
  registration,
  requests,
  retention,
  rightsCheck,
  savedViews,
  secondFactor,
  selfServiceTasks,
  serviceRequests,
  settingsFeature,
  signIn,
  staffProvisioning,
  staff,
  taskQuery,
  theRecord,
  toDos,
  trustedIssuers,
  unlink,
  usage,
  webUserDetails,
  webUsers,
}
