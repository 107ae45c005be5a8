import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { Sql } from '#database/sql.ts'
import type { AccountRows, PersonRows } from './queries.generated.ts'
import { accountRows, personRows, premiseRows } from './queries.ts'
import type { Hits, Match } from './rules.ts'
import type { Found } from './search.ts'

export type Row = Response<Api['searchCustomers']>['rows'][number]

/** What holds for every way of a search. */
export type Filters = {
  division: string | null
  showAllPremises: boolean
  hasWebUser: boolean
  timeZone: string
  limit: number
}

const ids = (hits: Hits | null | undefined) => (hits ? [...hits.keys()] : null)

/** What was found, as rows of person, account and premise side by side; what has no other side has a row of its own. */
export async function rowsOf(sql: Sql, found: Found, filters: Filters): Promise<Row[]> {
  const { persons, premises, webUsers, account } = found
  const { division, hasWebUser, timeZone, limit } = filters
  if (!persons && !premises && !webUsers && !account) return []
  const onlyPersons = !premises && !account && division === null
  const onlyPremises = !persons && !webUsers && !account && !hasWebUser
  const alone = persons ? ids(persons) : (webUsers?.persons ?? null)
  const [accounts, people, vacant] = await Promise.all([
    accountRows(sql, {
      persons: ids(persons),
      premises: ids(premises),
      webUsers: ids(webUsers?.hits),
      shownPersons: ids(persons) ?? webUsers?.persons ?? null,
      accountFrom: account?.accountFrom ?? null,
      accountTo: account?.accountTo ?? null,
      accountPattern: account?.accountPattern ?? null,
      // Where only parts of an address are given, the premise's division counts: it was asked for there.
      division: onlyPremises ? null : division,
      hasWebUser,
      showAllPremises: filters.showAllPremises,
      timeZone,
      limit,
    }),
    onlyPersons && alone ? personRows(sql, { persons: alone, hasWebUser, limit }) : [],
    onlyPremises && premises ? premiseRows(sql, { premises: ids(premises), timeZone, limit }) : [],
  ])
  return [
    ...accounts.map((row) => accountRow(row, found)),
    ...people.map((row) => personRow(row, found)),
    ...vacant.map(
      ({ premiseId, ...place }): Row => ({
        ...empty,
        premise: { premiseId, ...place, isCurrent: false },
        gap: 'premise-without-account',
        matches: [...(premises?.get(premiseId) ?? [])],
      }),
    ),
  ]
}

const empty: Row = {
  person: null,
  account: null,
  premise: null,
  webUser: null,
  gap: null,
  otherPremises: 0,
  matches: [],
}

const kindOf = (kind: string | null) => (kind === 'organisation' ? 'organisation' : 'human')

function webUserOf(row: { webUserId: number | null; userName: string | null; isActive: boolean | null }) {
  const { webUserId, userName, isActive } = row
  return webUserId === null ? null : { webUserId, userName: userName ?? '', isActive: isActive ?? false }
}

function accountRow(row: AccountRows['row'], found: Found): Row {
  const { accountId, status, customerClass, division, personId, premiseId } = row
  const matchesOf = (hits: Hits | null | undefined, id: number | null): readonly Match[] =>
    (id !== null && hits?.get(id)) || []
  return {
    person:
      personId === null
        ? null
        : { personId, name: row.name ?? '', kind: kindOf(row.kind), isProtected: row.isProtected ?? false },
    account: { accountId, status, customerClass, division, isMainCustomer: row.isMainCustomer ?? false },
    premise:
      premiseId === null
        ? null
        : {
            premiseId,
            address: row.address ?? '',
            isCurrent: row.isCurrent ?? false,
            latitude: row.latitude,
            longitude: row.longitude,
          },
    webUser: webUserOf(row),
    gap: row.hasAgreement
      ? premiseId === null
        ? 'agreement-without-premise'
        : null
      : 'account-without-agreement',
    otherPremises: Math.max(0, row.premises - 1),
    matches: [
      ...matchesOf(found.persons, personId),
      ...matchesOf(found.premises, premiseId),
      ...matchesOf(found.webUsers?.hits, row.webUserId),
      ...(found.account ? [{ field: 'account', text: String(accountId), how: 'beginning' as const }] : []),
    ],
  }
}

function personRow(row: PersonRows['row'], found: Found): Row {
  return {
    ...empty,
    person: {
      personId: row.personId,
      name: row.name,
      kind: kindOf(row.kind),
      isProtected: row.isProtected,
    },
    webUser: webUserOf(row),
    gap: 'person-without-account',
    matches: [
      ...(found.persons?.get(row.personId) ?? []),
      ...((row.webUserId !== null && found.webUsers?.hits.get(row.webUserId)) || []),
    ],
  }
}
