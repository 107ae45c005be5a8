import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'

/** An account as the desk shows it, without what the reader may do. */
export type AccountPage = Omit<Response<Api['readAccount']>, 'may' | 'isProtected' | 'toDos' | 'callers'>

type Premise = AccountPage['premises'][number]
type Delivered = Omit<Premise, 'services'> & Premise['services'][number]

/** Groups services by premise, in the order of the rows. */
export function premisesOf(rows: readonly Delivered[]): Premise[] {
  const premises = new Map<number, Premise>()
  for (const { premiseId, address, latitude, longitude, ...service } of rows) {
    const premise = premises.get(premiseId) ?? { premiseId, address, latitude, longitude, services: [] }
    premise.services.push(service)
    premises.set(premiseId, premise)
  }
  return [...premises.values()]
}
