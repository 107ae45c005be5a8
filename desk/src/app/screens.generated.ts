// Written by `npm run features` from desk/src/features. Not to be edited.
import { accessReport } from '#features/access-reports/screens.ts'
import { account } from '#features/accounts/screens.ts'
import { alert, alerts } from '#features/alerts/screens.ts'
import { home, search } from '#features/customer-search/screens.ts'
import { whatIMayDo } from '#features/desk/screens.ts'
import { detectors } from '#features/detectors/screens.ts'
import { masquerade, masquerades } from '#features/masquerade/screens.ts'
import { ownMasquerades } from '#features/own-masquerades/screens.ts'
import { personData } from '#features/person-data/screens.ts'
import { prepareChange, preparedChanges } from '#features/prepared-changes/screens.ts'
import { provisioning } from '#features/provisioning/screens.ts'
import { recordOfCsr, recordOfCustomer } from '#features/record-lists/screens.ts'
import { recordVerification } from '#features/record-proof/screens.ts'
import { retention } from '#features/retention/screens.ts'
import { rightsCheck } from '#features/rights-check/screens.ts'
import { task, tasks } from '#features/self-service-tasks/screens.ts'
import { settings } from '#features/settings/screens.ts'
import { csr, csrGroup, csrGroups, staff, staffProposals, utilityEntitlements } from '#features/staff/screens.ts'
import { texts } from '#features/texts/screens.ts'
import { record } from '#features/the-record/screens.ts'
import { toDos } from '#features/to-dos/screens.ts'
import { trustedIssuers } from '#features/trusted-issuers/screens.ts'

export const screens = {
  accessReport,
  account,
  alerts,
  alert,
  home,
  search,
  whatIMayDo,
  detectors,
  masquerades,
  masquerade,
  ownMasquerades,
  personData,
  preparedChanges,
  prepareChange,
  provisioning,
  recordOfCsr,
  recordOfCustomer,
  recordVerification,
  retention,
  rightsCheck,
  tasks,
  task,
  settings,
  staff,
  csr,
  csrGroups,
  csrGroup,
  utilityEntitlements,
  staffProposals,
  texts,
  record,
  toDos,
  trustedIssuers,
}
