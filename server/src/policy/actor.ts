import type { CallerGrade } from '@porchlight/contract/caller-grades.ts'
import type { Permission } from '@porchlight/contract/permissions.ts'
import type { Locale } from '@porchlight/contract/values.ts'

/** The customer's identity in the portal, for the customer's own requests and for a masquerade. */
export type CustomerIdentity = {
  webUserId: number
  userName: string
  email: string
  personId: number
  displayName: string
  locale: Locale
}

export type Visitor = { kind: 'visitor'; ip: string }
export type Customer = CustomerIdentity & {
  kind: 'customer'
  /** Null where a mailed key identifies the customer for one request. */
  sessionId: number | null
  /** The utility requires a second factor, and the customer has none yet: nothing else can be done before it is set up. */
  lacksSecondFactor: boolean
  ip: string
}
export type Csr = {
  kind: 'csr'
  csrId: string
  displayName: string
  deskSessionId: number
  permissions: ReadonlySet<Permission>
  ip: string
}

/** A utility's switch of an entitlement; `csrGroup` null: for everyone. */
export type EntitlementSwitch = { entitlement: string; csrGroup: string | null; isOn: boolean }

/** A CSR in a masquerade. Code that ignores the CSR does not type-check. */
export type Masquerade = {
  kind: 'masquerade'
  csr: Csr
  customer: CustomerIdentity
  masqueradeId: string
  mode: 'read' | 'act'
  /** The account it was started on. */
  accountId: number
  endsAt: Date
  /** The CSR confirmed the second factor within the last five minutes. */
  isSteppedUp: boolean
  switches: readonly EntitlementSwitch[]
  /** How the caller was verified when it started. */
  callerGrade: CallerGrade
  /** The grades that entitlements require, as the setting has them: `payment.bank: code`. */
  entitlementGrades: readonly string[]
  ip: string
}
/** A machine that signed its request: the payment page, later the CIS. */
export type Integration = { kind: 'integration'; clientId: string; ip: string }
export type System = { kind: 'system' }

/** Who makes the request, and whose portal they see. */
export type Actor = Visitor | Customer | Csr | Masquerade | Integration | System
export type ActorKind = Actor['kind']

/** Returns the customer whose portal the actor sees; undefined outside the portal. */
export function customerOf(actor: Customer | Masquerade): CustomerIdentity
export function customerOf(actor: Actor): CustomerIdentity | undefined
export function customerOf(actor: Actor): CustomerIdentity | undefined {
  switch (actor.kind) {
    case 'customer':
      return actor
    case 'masquerade':
      return actor.customer
    case 'visitor':
    case 'csr':
    case 'integration':
    case 'system':
      return undefined
  }
}
