// Written by `npm run features` from contract/src. Not to be edited.
import { accountLinksReasons } from './account-links-reasons.ts'
import { alertsReasons } from './alerts-reasons.ts'
import { callerVerificationReasons } from './caller-verification-reasons.ts'
import { customerSearchReasons } from './customer-search-reasons.ts'
import { mailedKeysReasons } from './mailed-keys-reasons.ts'
import { masqueradeReasons } from './masquerade-reasons.ts'
import { passwordReasons } from './password-reasons.ts'
import { paymentsReasons } from './payments-reasons.ts'
import { personDataReasons } from './person-data-reasons.ts'
import { retentionReasons } from './retention-reasons.ts'
import { settingsReasons } from './settings-reasons.ts'
import { signInReasons } from './sign-in-reasons.ts'
import { staffReasons } from './staff-reasons.ts'
import { taskActionsReasons } from './task-actions-reasons.ts'
import { taskQueryReasons } from './task-query-reasons.ts'
import { toDosReasons } from './to-dos-reasons.ts'
import { unlinkReasons } from './unlink-reasons.ts'
import { webUsersReasons } from './web-users-reasons.ts'

export const declared = {
  accountLinksReasons,
  alertsReasons,
  callerVerificationReasons,
  customerSearchReasons,
  mailedKeysReasons,
  masqueradeReasons,
  passwordReasons,
  paymentsReasons,
  personDataReasons,
  retentionReasons,
  settingsReasons,
  signInReasons,
  staffReasons,
  taskActionsReasons,
  taskQueryReasons,
  toDosReasons,
  unlinkReasons,
  webUsersReasons,
}
