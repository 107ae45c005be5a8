import type { Csr, Customer, Masquerade } from '@porchlight/server/policy/actor.ts'
import { displayName } from '../people/person.ts'
import type { WebUser } from '../people/web-user.ts'

/** Returns a web user as the actor of a task. */
export function customerActor({ webUserId, userName, email, person, ip }: WebUser): Customer {
  return {
    kind: 'customer',
    webUserId,
    userName,
    email,
    personId: person.personId,
    displayName: displayName(person.name),
    locale: 'en',
    sessionId: 0,
    lacksSecondFactor: false,
    ip,
  }
}

/** Returns a CSR at the desk as the actor of a task. */
export function csrActor(csrId: string, ip: string, deskSessionId = 0): Csr {
  return { kind: 'csr', csrId, displayName: csrId, deskSessionId, permissions: new Set(), ip }
}

/** Returns a CSR in a masquerade as the actor of a task. */
export function masqueradeActor(
  csr: Csr,
  webUser: WebUser,
  masqueradeId: string,
  accountId: number,
): Masquerade {
  return {
    kind: 'masquerade',
    csr,
    customer: customerActor(webUser),
    masqueradeId,
    mode: 'act',
    accountId,
    endsAt: new Date(0),
    isSteppedUp: false,
    switches: [],
    callerGrade: 'none',
    entitlementGrades: [],
    ip: csr.ip,
  }
}
