import { type Customer, customerOf, type Masquerade } from '#policy/actor.ts'

/** Who made a move, as a task's log names it: the CSR in a masquerade, else the customer's user name. */
export const takenBy = (actor: Customer | Masquerade): string =>
  actor.kind === 'masquerade' ? actor.csr.csrId : customerOf(actor).userName
