import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { ProgramName, ProgramReason } from '@porchlight/contract/program-names.ts'
import { type programStates, programTerms } from '@porchlight/contract/programs.ts'
import type { z } from 'zod'
import type { AnyTaskType, PayloadOf } from '#tasks/lifecycle/task-type.ts'
import type { Standing } from './read-standing.ts'

export type Terms<N extends ProgramName> = z.output<(typeof programTerms)[N]>

type State = (typeof programStates)[number]
type Read = Response<Api['readPrograms']>
type OfName<N extends ProgramName> = Extract<Read[keyof Read], { terms: Terms<N> | null }>
/** What a program changes or costs, as the page shows it. */
export type Offer<N extends ProgramName> = OfName<N>['offer']

/**
 * A program: what makes it different from the others. `wanted` is what the customer chose; `agree` turns it into the terms that
 * hold, and refuses what the account was not offered.
 */
export type Program<N extends ProgramName, W, T extends AnyTaskType> = {
  name: N
  taskType: T
  /** A switch of the account that the CIS writes too. An account whose switch is on without agreed terms has these. */
  switch?: { isOn: (on: Standing) => boolean; terms: Terms<N> }
  /** Why the account cannot enroll or change what is agreed, besides what holds for every program. */
  whyNot(on: Standing): ProgramReason[]
  offer(on: Standing): Offer<N>
  agree(on: Standing, wanted: W): Terms<N>
  payload(before: Terms<N> | null, after: Terms<N> | null): PayloadOf<T>
  /** The amount of its task, in cents of the account's currency. */
  amountCents?(terms: Terms<N>): number
}

/** Declares a program. */
export const program = <const N extends ProgramName, W, T extends AnyTaskType>(declared: Program<N, W, T>) =>
  declared

/** Returns how the account stands in a program: what is agreed, why not, and what it changes. */
export function standingIn<N extends ProgramName, W, T extends AnyTaskType>(
  { name, switch: by, whyNot, offer }: Program<N, W, T>,
  on: Standing,
) {
  const rows = on.rows.filter((row) => row.program === name)
  const [newest] = rows
  const isActive = by ? by.isOn(on) : newest?.state === 'active'
  const agreed = newest?.state === 'active' ? programTerms[name].safeParse(newest.terms).data : undefined
  const past: State = newest?.state === 'active' ? 'withdrawn' : (newest?.state ?? 'none')
  const state: State = isActive ? 'active' : past
  const reasons: ProgramReason[] = on.isClosed
    ? ['account-closed']
    : [
        ...(on.rules['programs.offered'].includes(name) ? [] : ['program-not-offered' as const]),
        ...whyNot(on),
      ]
  return {
    state,
    startedOn: newest && isActive === (newest.state === 'active') ? newest.startedOn : null,
    endedOn: isActive ? null : (newest?.endedOn ?? null),
    terms: isActive ? ((agreed ?? by?.terms ?? null) as Terms<N> | null) : null,
    whyNot: reasons,
    version: newest?.version ?? 0,
    offer: offer(on),
  }
}
