import type { DemoContext } from '../demo-context.ts'
import { demoStaff, demoStaffGroups, fillerStaff } from './cast.ts'

/** The demo's staff as CSR users with their groups. */
export function addStaff({ rows, options: { issuer } }: DemoContext): void {
  for (const { subject, userName, displayName, email } of demoStaff) {
    const { csrGroup, personId } = demoStaffGroups[userName] ?? { csrGroup: 'call-centre' }
    rows.add('csr_users', userName, issuer, subject, displayName, email, personId ?? null, true)
    rows.add('group_memberships', csrGroup, userName)
  }
  fillerStaff.forEach(({ csrId, displayName }, at) => {
    const isActive = at > 0
    rows.add('csr_users', csrId, issuer, csrId, displayName, `${csrId}@harbor-light.example`, null, isActive)
    rows.add('group_memberships', 'call-centre', csrId)
  })
}
