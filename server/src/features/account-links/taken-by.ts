import { type Actor, customerOf } from '#policy/actor.ts'

/** Who made a move, as a task's log names it: the CSR in a masquerade, else the customer's user name. */
export const takenBy = (actor: Actor): string =>
  actor.kind === 'masquerade' ? actor.csr.csrId : (customerOf(actor)?.userName ?? actor.kind)
