import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { Sql } from '#database/sql.ts'
import { maskedLogin } from '#features/accounts/index.ts'
import type { RestLine } from '#features/searches-at-rest/index.ts'
import type { Grant } from '#policy/grant.ts'
import type { Candidate } from '../find/candidate.ts'
import { leftoverCost } from './leftover-cost.ts'
import type { CustomerRows } from './queries.generated.ts'
import { customerRows } from './queries.ts'
import { shownMatches } from './shown-matches.ts'

/** A row as the statements of a search return it. */
type ShownRow = CustomerRows['row']

export type Row = Response<Api['searchCustomers']>['rows'][number]

/** What a search shows of its candidates, and the line of rest that it leaves. */
export type Showing = {
  division: string | null
  showAllPremises: boolean
  hasWebUser: boolean
  /** IANA name: agreements end at the utility's midnight. */
  timeZone: string
  /** The most rows. */
  limit: number
  line: RestLine
}

/** A row of the database beside the candidate that it is of. */
type Beside = { row: ShownRow; candidate: Candidate }

export type Shown = {
  rows: Row[]
  /** Whether there are more rows than these. */
  isCut: boolean
  /** The account, if all rows are of one account, else null. */
  uniqueAccountId: number | null
  /** The town of each shown premise, for rows that show nothing else of it. */
  cityOf: ReadonlyMap<number, string>
}

/**
 * Reads the rows of candidates, the likeliest first: person, account, premise and web user, and premises where nobody is served. Sends
 * the search's line of rest in the same statement.
 * @param isByPlace whether only an address was searched: the filter `division` is the premise's then, else the account's
 * @param result the line's families, hits and guess
 */
export async function readRows(
  sql: Sql,
  grant: Grant<'customer:search'>,
  candidates: readonly Candidate[],
  isByPlace: boolean,
  { line, ...filters }: Showing,
  result: { families: string; hits: number; guess: number | null },
): Promise<Shown> {
  const rows = await customerRows(sql, grant, {
    persons: candidates.map(({ personId }) => personId) as number[],
    accounts: candidates.map(({ accountId }) => accountId) as number[],
    premises: candidates.map(({ premiseId }) => premiseId) as number[],
    webUsers: candidates.map(({ webUserId }) => webUserId) as number[],
    wholes: candidates.map(({ isWhole }) => isWhole),
    isByPlace,
    ...filters,
    ...line,
    ...result,
  })
  const pairs = rows.flatMap((row): Beside[] => {
    const candidate = row.at === null ? undefined : candidates[row.at - 1]
    return candidate ? [{ row, candidate }] : []
  })
  return shownOf(pairs, filters.limit)
}

/** Returns the rows that are shown of those that were read, in order of the names that they show. */
export function shownOf(pairs: readonly Beside[], limit: number): Shown {
  const within = pairs.filter(({ row }) => (row.n ?? 0) <= limit)
  const accounts = new Set(pairs.map(({ row }) => row.accountId))
  const [first = null, ...others] = accounts
  return {
    rows: within
      .map(({ row, candidate }) => costed(rowOf(row, candidate), candidate))
      .sort((a, b) => a.cost - b.cost)
      .map(({ row }) => row),
    isCut: within.length < pairs.length,
    uniqueAccountId: others.length === 0 ? first : null,
    cityOf: new Map(
      pairs.flatMap(({ row: { premiseId, city } }) => (premiseId && city ? [[premiseId, city]] : [])),
    ),
  }
}

/** Adds the cost of the shown name and sorts by it. Equal costs keep their order. */
function costed(row: Row, { cost, typed, name }: Candidate) {
  const answered =
    name.length === 0 || row.matches.some(({ field, how }) => field === 'name' && how !== 'alias')
  const isFirm = row.person?.kind === 'organisation'
  // Behind all customers: nobody lives there.
  if (row.gap === 'premise-without-account') return { row, cost: Number.POSITIVE_INFINITY }
  return { row, cost: cost + leftoverCost(row.person?.name ?? '', typed, answered, isFirm) }
}

function rowOf(row: ShownRow, candidate: Candidate): Row {
  const { personId, accountId, premiseId, webUserId, name, address, aliases } = row
  return {
    person:
      personId === null
        ? null
        : {
            personId,
            name: name ?? '',
            kind: row.kind === 'organisation' ? 'organisation' : 'human',
            isProtected: row.isProtected,
          },
    account:
      accountId === null
        ? null
        : {
            accountId,
            status: row.status ?? '',
            customerClass: row.customerClass ?? '',
            division: row.division ?? '',
            isMainCustomer: row.isMainCustomer ?? false,
          },
    premise:
      premiseId === null
        ? null
        : {
            premiseId,
            address,
            isCurrent: row.isCurrent ?? false,
            latitude: row.latitude,
            longitude: row.longitude,
          },
    webUser:
      webUserId === null
        ? null
        : {
            webUserId,
            // The web user belongs to a protected person who can access this account but is not on it.
            userName: row.isLoginGuarded ? maskedLogin : (row.userName ?? ''),
            isActive: row.isActive ?? false,
          },
    gap: gapOf(row),
    otherPremises: Math.max(0, row.premises - 1),
    matches: shownMatches(candidate, { name: name ?? '', address, aliases }),
  }
}

function gapOf({ accountId, personId, premiseId, hasAgreement }: ShownRow): Row['gap'] {
  if (accountId === null && personId === null) return 'premise-without-account'
  if (accountId === null) return 'person-without-account'
  if (premiseId !== null) return null
  return hasAgreement ? 'agreement-without-premise' : 'account-without-agreement'
}
