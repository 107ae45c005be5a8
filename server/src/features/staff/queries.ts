import { command, query } from '#database/query.ts'
import type { ChangeCsr, LockStaff, StaffState } from './queries.generated.ts'

/**
 * The actions that change who is in which group, and who is active. A feature that brings staff from elsewhere adds its own.
 */
export type StaffChanger = 'staff:change'

/** Locks everything about staff until the end of the transaction, so that concurrent changes run one after the other. */
export const lockStaff = query<LockStaff>('lock-staff', 'SELECT lock_staff()')

/** What a version keeps of a CSR, a group or the utility, and its number; null where there is none. */
export const staffState = query<StaffState>(
  'staff-state',
  `SELECT staff_state($kind::text, $subject::text) AS state, staff_version($kind::text, $subject::text) AS version`,
)

/** Changes whether a CSR is active, and the CSR's groups of one source; null leaves either as it is. */
export const changeCsr = command<ChangeCsr, StaffChanger>(
  'change-csr',
  'SELECT change_csr($memberId::text, $isActive::boolean, $groups::jsonb, $by::jsonb) AS effect',
)
