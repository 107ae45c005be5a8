import { type Customer, customerOf, type Masquerade } from '#policy/actor.ts'

/** Returns the actor for a task's log: the CSR in a masquerade, else the customer's user name. */
export const takenBy = (actor: Customer | Masquerade): string =>
  actor.kind === 'masquerade' ? actor.csr.csrId : customerOf(actor).userName
