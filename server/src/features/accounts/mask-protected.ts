import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { Sql } from '#database/sql.ts'
import { maskedAddress, maskedLogin, maskedName } from './masked-person.ts'
import { citiesOfPremises, protectedAmong } from './queries.ts'

type Row = Response<Api['searchCustomers']>['rows'][number]

/**
 * Rows of a search as they may be shown: of a protected customer no name, no address, no user name, no place and no text that
 * matched. It asks the database itself who is protected, by person and by account, so that nothing hangs on how a row was made.
 */
export async function maskProtected(sql: Sql, rows: readonly Row[]): Promise<Row[]> {
  const accounts = rows.flatMap(({ account }) => account?.accountId ?? [])
  // The main customer is on the account: asked with it.
  const persons = rows.flatMap(({ person, account }) =>
    account?.isMainCustomer ? [] : (person?.personId ?? []),
  )
  if (accounts.length === 0 && persons.length === 0) return [...rows]
  const found = await protectedAmong.one(sql, { accounts, persons })
  const among = { accounts: new Set(found.accounts), persons: new Set(found.persons) }
  const isHidden = ({ account, person }: Row) =>
    (account !== null && among.accounts.has(account.accountId)) ||
    (person !== null && among.persons.has(person.personId))
  const places = rows.filter(isHidden).flatMap(({ premise }) => premise?.premiseId ?? [])
  const cities = places.length === 0 ? [] : await citiesOfPremises(sql, { premises: places })
  const cityOf = new Map(cities.map(({ premiseId, city }) => [premiseId, city]))
  return rows.map((row) => (isHidden(row) ? masked(row, cityOf) : row))
}

function masked(row: Row, cityOf: ReadonlyMap<number, string>): Row {
  const { person, premise, webUser } = row
  return {
    ...row,
    person: person && { ...person, name: maskedName(person.name), isProtected: true },
    premise: premise && {
      ...premise,
      address: maskedAddress(cityOf.get(premise.premiseId) ?? null),
      latitude: null,
      longitude: null,
    },
    webUser: webUser && { ...webUser, userName: maskedLogin },
    matches: row.matches.map((match) => ({ ...match, text: '' })),
  }
}
