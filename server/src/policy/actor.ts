import type { Permission } from '@porchlight/contract/permissions.ts'
import type { Locale } from '@porchlight/contract/values.ts'

/** A customer's identity in the portal, however it came to be looked through. */
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
  /** Null where a mailed key says who it is, for one request. */
  sessionId: number | null
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

/** A CSR who looks through a customer's eyes. Code that forgets the CSR does not type-check. */
export type Masquerade = {
  kind: 'masquerade'
  csr: Csr
  customer: CustomerIdentity
  masqueradeId: string
  mode: 'read' | 'act'
  /** The account it was started on. */
  accountId: number
  endsAt: Date
  /** The CSR has shown the second factor within the last five minutes. */
  isSteppedUp: boolean
  switches: readonly EntitlementSwitch[]
  ip: string
}
/** A machine that signed its request: the payment page, later the CIS. */
export type Integration = { kind: 'integration'; clientId: string; ip: string }
export type System = { kind: 'system' }

/** Who is at the keyboard, and in whose portal. */
export type Actor = Visitor | Customer | Csr | Masquerade | Integration | System
export type ActorKind = Actor['kind']

/** The customer whose portal it is; undefined where the actor is in nobody's. */
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
