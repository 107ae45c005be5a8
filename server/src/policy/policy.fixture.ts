import { type Permission, permissions } from '@porchlight/contract/permissions.ts'
import type { Actor, Csr, Customer, Masquerade } from './actor.ts'
import { decide } from './decide.ts'
import type { GrantedAction } from './grant.ts'
import type { Verdict } from './policy.ts'
import type { Subject } from './subject.ts'

export const ip = '192.0.2.1'
export const maria: Customer = {
  kind: 'customer',
  webUserId: 1,
  userName: 'm.alvarez',
  email: 'm@example.com',
  personId: 1,
  displayName: 'Maria',
  locale: 'en',
  sessionId: 1,
  lacksSecondFactor: false,
  ip,
}
export const csr = (...held: Permission[]): Csr => ({
  kind: 'csr',
  csrId: 'amara',
  displayName: 'Amara',
  deskSessionId: 1,
  permissions: new Set(held),
  ip,
})
export const viewing = (changes: Partial<Masquerade> = {}): Masquerade => ({
  kind: 'masquerade',
  csr: csr(...permissions),
  customer: maria,
  masqueradeId: 'm',
  mode: 'act',
  accountId: 1000000001,
  endsAt: new Date(),
  isSteppedUp: true,
  switches: [],
  callerGrade: 'none',
  entitlementGrades: [],
  ip,
  ...changes,
})
export const linked = (...rights: string[]): Subject => ({
  accountId: 1000000001,
  link: { role: 'x', rights, isHolder: true },
})
/** A subject about which nothing is refused but by who asks. */
export const everything: Subject = {
  webUserId: 1,
  personId: 1,
  personIdentifierId: 1,
  taskId: 1,
  toDoId: 1,
  guestId: 1,
  customerSessionId: 1,
  unlinkId: 1,
  savedViewId: 1,
  bankAccountId: 1,
  autopayRunId: 1,
  dataGrantId: 1,
  runId: 1,
  legalHoldId: 1,
  tokenId: 1,
  memberId: 'tom.becker',
  csrGroup: 'call-centre',
  proposalId: 1,
  masqueradeId: 'a'.repeat(26),
  ...linked('see', 'pay', 'change', 'invite'),
  target: { isAvailable: true },
  customer: { accountId: 1000000001, isProtected: true, isExplained: true, isOwn: false },
  guest: { isRemovable: true },
  webUser: { isActive: true, isEmailConfirmed: true, isReserved: true },
  masquerade: { csrId: 'amara', webUserId: 1 },
  toDo: { role: 'payments', assignedTo: null, isDone: false },
  task: { csrId: 'a.colleague', preparedByCsrId: null, requires: [], isTold: false, isEffectMade: true },
  alert: { aboutCsrId: 'somebody.else' },
}

export const supervisor = csr(...permissions)

/** Returns the verdict of one decision. */
export const verdict = (actor: Actor, action: GrantedAction, on: Subject = everything): Verdict => {
  const decision = decide(actor, action, on)
  return decision.allow ? 'ok' : decision.reason
}
