import type { Csr, Customer, Masquerade, Visitor } from '#policy/actor.ts'

/** The actors that make self-service tasks in a request. The system's own tasks copy the fields of their originating task. */
export type TaskActor = Visitor | Customer | Csr | Masquerade

/** The four fields that every task carries (DOMAIN.md), with the ids of CSR and masquerade. */
export type TaskAttribution = {
  actorKind: TaskActor['kind']
  /** "Web User ID": the customer's user name or the CSR's id. */
  webUserId: string | null
  emailAddress: string | null
  ipAddress: string
  /** "Self-Service User ID": the customer's web user key. */
  selfServiceUserId: number | null
  csrId: string | null
  masqueradeId: string | null
}

/**
 * Returns the four fields. They follow from the actor alone: no optional field, no default, no fallback.
 * @param onBehalfOf a CSR on the desk without a masquerade names the web user that the request is for
 */
export function taskAttribution(actor: TaskActor, onBehalfOf: number | null = null): TaskAttribution {
  switch (actor.kind) {
    case 'customer':
      return {
        actorKind: 'customer',
        webUserId: actor.userName,
        emailAddress: actor.email,
        ipAddress: actor.ip,
        selfServiceUserId: actor.webUserId,
        csrId: null,
        masqueradeId: null,
      }
    case 'masquerade':
      return {
        actorKind: 'masquerade',
        webUserId: actor.csr.csrId,
        emailAddress: null,
        ipAddress: actor.ip,
        selfServiceUserId: actor.customer.webUserId,
        csrId: actor.csr.csrId,
        masqueradeId: actor.masqueradeId,
      }
    case 'csr':
      return {
        actorKind: 'csr',
        webUserId: actor.csrId,
        emailAddress: null,
        ipAddress: actor.ip,
        selfServiceUserId: onBehalfOf,
        csrId: actor.csrId,
        masqueradeId: null,
      }
    case 'visitor':
      return {
        actorKind: 'visitor',
        webUserId: null,
        emailAddress: null,
        ipAddress: actor.ip,
        selfServiceUserId: null,
        csrId: null,
        masqueradeId: null,
      }
  }
}
