import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import { maskedAddress, maskedLogin, maskedName } from './masked-person.ts'

type Row = Response<Api['searchCustomers']>['rows'][number]

/**
 * Returns rows of a search as they may be shown: of a protected customer no name, no address, no user name, no place (its key
 * would lead to the address by way of others who lived there), and nothing of what matched. A row's person says whether the
 * account, or the person, is protected.
 * @param cityOf the town of each premise
 */
export const maskProtected = (rows: readonly Row[], cityOf: ReadonlyMap<number, string>): Row[] =>
  rows.map((row) => (isHidden(row) ? masked(row, cityOf) : row))

const isHidden = ({ person }: Row) => person?.isProtected ?? false

function masked(row: Row, cityOf: ReadonlyMap<number, string>): Row {
  const { person, premise, webUser } = row
  return {
    ...row,
    person: person && { ...person, name: maskedName(person.name), isProtected: true },
    premise: premise && {
      ...premise,
      premiseId: null,
      address: maskedAddress(cityOf.get(premise.premiseId ?? 0) ?? null),
      latitude: null,
      longitude: null,
    },
    webUser: webUser && { ...webUser, userName: maskedLogin },
    otherPremises: 0,
    matches: [],
  }
}
