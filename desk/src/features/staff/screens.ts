import { csrGroupKey, screen, staffId } from '#app/declare.ts'

export const staff = screen({
  name: 'staff',
  path: '/staff',
  title: 'staff.title',
  needs: 'staff:view',
  menu: { place: 'header', order: 7 },
})

export const csr = screen({
  name: 'csr',
  path: '/staff/:memberId',
  needs: 'staff:view',
  section: 'staff',
  ids: { memberId: staffId },
})

export const csrGroups = screen({
  name: 'csr-groups',
  path: '/csr-groups',
  title: 'csr-groups.title',
  needs: 'staff:view',
  menu: { place: 'own', order: 4 },
  section: 'staff',
})

export const csrGroup = screen({
  name: 'csr-group',
  path: '/csr-groups/:csrGroup',
  needs: 'staff:view',
  section: 'staff',
  ids: { csrGroup: csrGroupKey },
})

export const utilityEntitlements = screen({
  name: 'utility-entitlements',
  path: '/entitlements',
  title: 'utility-entitlements.title',
  needs: 'staff:view',
  menu: { place: 'own', order: 5 },
  section: 'staff',
})

export const staffProposals = screen({
  name: 'staff-proposals',
  path: '/staff-proposals',
  title: 'staff-proposals.title',
  needs: 'staff:view',
  menu: { place: 'own', order: 6 },
  section: 'staff',
})
