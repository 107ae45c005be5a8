import { holds, ofStaff, rows } from '#policy/policy.ts'

export const staffRows = rows({
  'staff:view': ofStaff(holds('staff:view')),
  'staff:change': ofStaff(holds('staff:change'), 'memberId'),
  // Nobody decides on their own proposal; withdrawing it is theirs alone.
  'staff-change:decide': ofStaff((who, { staffProposal }) => {
    const held = holds('staff-change:decide')(who)
    if (held !== 'ok') return held
    return staffProposal?.proposedBy === who.csrId ? 'own-request' : 'ok'
  }, 'proposalId'),
  'staff-change:withdraw': ofStaff((who, { staffProposal }) => {
    const held = holds('staff:view')(who)
    if (held !== 'ok') return held
    return staffProposal?.proposedBy === who.csrId ? 'ok' : 'not-found'
  }, 'proposalId'),
  'csr-group:change': ofStaff(holds('csr-group:change'), 'csrGroup'),
  'entitlements:change': ofStaff(holds('entitlements:change')),
})
