// Written by `npm run features` from desk/src/features. Not to be edited.
import { accessReportView } from '#features/access-reports/access-report-screen.tsx'
import { alertView } from '#features/alerts/alert-screen.tsx'
import { alertsView } from '#features/alerts/alerts-screen.tsx'
import { fieldsView } from '#features/customer-search/fields-screen.tsx'
import { whatIMayDoView } from '#features/desk/what-i-may-do-screen.tsx'
import { detectorsView } from '#features/detectors/detectors-screen.tsx'
import { masqueradeView } from '#features/masquerade/masquerade-screen.tsx'
import { masqueradesView } from '#features/masquerade/masquerades-screen.tsx'
import { ownMasqueradesView } from '#features/own-masquerades/own-masquerades-screen.tsx'
import { personDataView } from '#features/person-data/person-data-screen.tsx'
import { prepareChangeView } from '#features/prepared-changes/prepare-change-screen.tsx'
import { preparedChangesView } from '#features/prepared-changes/prepared-changes-screen.tsx'
import { provisioningView } from '#features/provisioning/provisioning-screen.tsx'
import { recordOfCsrView } from '#features/record-lists/record-of-csr-screen.tsx'
import { recordOfCustomerView } from '#features/record-lists/record-of-customer-screen.tsx'
import { recordProofView } from '#features/record-proof/record-proof-screen.tsx'
import { retentionView } from '#features/retention/retention-screen.tsx'
import { rightsCheckView } from '#features/rights-check/rights-check-screen.tsx'
import { taskView } from '#features/self-service-tasks/task-screen.tsx'
import { tasksView } from '#features/self-service-tasks/tasks-screen.tsx'
import { settingsView } from '#features/settings/settings-screen.tsx'
import { csrGroupView } from '#features/staff/csr-group-screen.tsx'
import { csrGroupsView } from '#features/staff/csr-groups-screen.tsx'
import { csrView } from '#features/staff/csr-screen.tsx'
import { staffProposalsView } from '#features/staff/staff-proposals-screen.tsx'
import { staffView } from '#features/staff/staff-screen.tsx'
import { utilityEntitlementsView } from '#features/staff/utility-entitlements-screen.tsx'
import { textsView } from '#features/texts/texts-screen.tsx'
import { recordView } from '#features/the-record/record-screen.tsx'
import { toDosView } from '#features/to-dos/to-dos-screen.tsx'
import { trustedIssuersView } from '#features/trusted-issuers/trusted-issuers-screen.tsx'

export const laterViews = {
  accessReportView,
  alertView,
  alertsView,
  fieldsView,
  whatIMayDoView,
  detectorsView,
  masqueradeView,
  masqueradesView,
  ownMasqueradesView,
  personDataView,
  prepareChangeView,
  preparedChangesView,
  provisioningView,
  recordOfCsrView,
  recordOfCustomerView,
  recordProofView,
  retentionView,
  rightsCheckView,
  taskView,
  tasksView,
  settingsView,
  csrGroupView,
  csrGroupsView,
  csrView,
  staffProposalsView,
  staffView,
  utilityEntitlementsView,
  textsView,
  recordView,
  toDosView,
  trustedIssuersView,
}
