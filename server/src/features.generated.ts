// Written by `npm run features` from server/src/features. Not to be edited.
import { accessReports } from '#features/access-reports/feature.ts'
import { access } from '#features/access/feature.ts'
import { accountInformation } from '#features/account-information/feature.ts'
import { accountLinks } from '#features/account-links/feature.ts'
import { accounts } from '#features/accounts/feature.ts'
import { alerts } from '#features/alerts/feature.ts'
import { attempts } from '#features/attempts/feature.ts'
import { autopay } from '#features/autopay/feature.ts'
import { bankAccounts } from '#features/bank-accounts/feature.ts'
import { bankPayments } from '#features/bank-payments/feature.ts'
import { billing } from '#features/billing/feature.ts'
import { callerVerification } from '#features/caller-verification/feature.ts'
import { customerContacts } from '#features/customer-contacts/feature.ts'
import { customerSearch } from '#features/customer-search/feature.ts'
import { dataGrants } from '#features/data-grants/feature.ts'
import { deskSignIn } from '#features/desk-sign-in/feature.ts'
import { desk } from '#features/desk/feature.ts'
import { detectors } from '#features/detectors/feature.ts'
import { guests } from '#features/guests/feature.ts'
import { holderProtections } from '#features/holder-protections/feature.ts'
import { live } from '#features/live/feature.ts'
import { mailedKeys } from '#features/mailed-keys/feature.ts'
import { mailingAddress } from '#features/mailing-address/feature.ts'
import { masquerade } from '#features/masquerade/feature.ts'
import { messages } from '#features/messages/feature.ts'
import { notices } from '#features/notices/feature.ts'
import { overview } from '#features/overview/feature.ts'
import { ownMasquerades } from '#features/own-masquerades/feature.ts'
import { ownMessages } from '#features/own-messages/feature.ts'
import { password } from '#features/password/feature.ts'
import { payments } from '#features/payments/feature.ts'
import { personData } from '#features/person-data/feature.ts'
import { portalContext } from '#features/portal-context/feature.ts'
import { preferences } from '#features/preferences/feature.ts'
import { preparedChanges } from '#features/prepared-changes/feature.ts'
import { programs } from '#features/programs/feature.ts'
import { recentCustomers } from '#features/recent-customers/feature.ts'
import { recordLists } from '#features/record-lists/feature.ts'
import { recordVerification } from '#features/record-proof/feature.ts'
import { recordStream } from '#features/record-stream/feature.ts'
import { refunds } from '#features/refunds/feature.ts'
import { registration } from '#features/registration/feature.ts'
import { requests } from '#features/requests/feature.ts'
import { retention } from '#features/retention/feature.ts'
import { rightsCheck } from '#features/rights-check/feature.ts'
import { savedViews } from '#features/saved-views/feature.ts'
import { searchesAtRest } from '#features/searches-at-rest/feature.ts'
import { secondFactor } from '#features/second-factor/feature.ts'
import { selfServiceTasks } from '#features/self-service-tasks/feature.ts'
import { serviceRequests } from '#features/service-requests/feature.ts'
import { settings } from '#features/settings/feature.ts'
import { signIn } from '#features/sign-in/feature.ts'
import { staffProvisioning } from '#features/staff-provisioning/feature.ts'
import { staff } from '#features/staff/feature.ts'
import { theRecord } from '#features/the-record/feature.ts'
import { toDos } from '#features/to-dos/feature.ts'
import { tokenExchange } from '#features/token-exchange/feature.ts'
import { unlink } from '#features/unlink/feature.ts'
import { usage } from '#features/usage/feature.ts'
import { webUserDetails } from '#features/web-user-details/feature.ts'
import { webUsers } from '#features/web-users/feature.ts'

export const features = {
  accessReports,
  access,
  accountInformation,
  accountLinks,
  accounts,
  alerts,
  attempts,
  autopay,
  bankAccounts,
  bankPayments,
  billing,
  callerVerification,
  customerContacts,
  customerSearch,
  dataGrants,
  deskSignIn,
  desk,
  detectors,
  guests,
  holderProtections,
  live,
  mailedKeys,
  mailingAddress,
  masquerade,
  messages,
  notices,
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
  recentCustomers,
  recordLists,
  recordVerification,
  recordStream,
  refunds,
  registration,
  requests,
  retention,
  rightsCheck,
  savedViews,
  searchesAtRest,
  secondFactor,
  selfServiceTasks,
  serviceRequests,
  settings,
  signIn,
  staffProvisioning,
  staff,
  theRecord,
  toDos,
  tokenExchange,
  unlink,
  usage,
  webUserDetails,
  webUsers,
}
