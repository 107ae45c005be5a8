import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { Sql } from '#database/sql.ts'
import { maskedLogin } from '#features/accounts/index.ts'
import type { Candidate } from '../find/candidate.ts'
import { leftoverCost } from './leftover-cost.ts'
import type { CustomerRows } from './queries.generated.ts'
import { customerRows, vacantPremises } from './queries.ts'
import { shownMatches } from './shown-matches.ts'

export type Row = Response<Api['searchCustomers']>['rows'][number]

/** The filters of a search. */
export type Filters = {
  division: string | null
  showAllPremises: boolean
  hasWebUser: boolean
  /** IANA name: agreements end at the utility's midnight. */
  timeZone: string
}

/**
 * Reads the rows of candidates, in order: person, account, premise and web user, and vacant premises.
 * @param isByPlace whether only an address was searched: the filter `division` is the premise's then, else the account's
 * @param limit the most rows
 */
export async function readRows(
  sql: Sql,
  candidates: readonly Candidate[],
  filters: Filters,
  isByPlace: boolean,
  limit: number,
): Promise<Row[]> {
  if (candidates.length === 0) return []
  const { division, hasWebUser, timeZone, showAllPremises } = filters
  const alone = candidates.filter(({ personId, accountId }) => personId === null && accountId === null)
  const [rows, vacant] = await Promise.all([
    customerRows(sql, {
      persons: candidates.map(({ personId }) => personId) as number[],
      accounts: candidates.map(({ accountId }) => accountId) as number[],
      premises: candidates.map(({ premiseId }) => premiseId) as number[],
      wholes: candidates.map(({ isWhole }) => isWhole),
      webUsers: candidates.flatMap(({ webUserId }) => webUserId ?? []),
      division,
      isByPlace,
      hasWebUser,
      showAllPremises,
      timeZone,
      limit,
    }),
    alone.length === 0 || hasWebUser
      ? []
      : vacantPremises(sql, {
          premises: alone.flatMap(({ premiseId }) => premiseId ?? []),
          division,
          timeZone,
          limit,
        }),
  ])
  const occupied = rows
    .flatMap((row) => {
      const candidate = candidates[row.at - 1]
      return candidate ? [costed(rowOf(row, candidate), candidate)] : []
    })
    .sort((a, b) => a.cost - b.cost)
    .map(({ row }) => row)
  const empty = vacant.map((place): Row => {
    const candidate = alone.find(({ premiseId }) => premiseId === place.premiseId)
    return {
      ...nothing,
      premise: { ...place, isCurrent: false },
      gap: 'premise-without-account',
      matches: candidate ? shownMatches(candidate, { name: '', address: place.address, aliases: [] }) : [],
    }
  })
  return [...occupied, ...empty]
}

/** Adds the cost of the shown name and sorts by it. Equal costs keep their order. */
function costed(row: Row, { cost, typed, name }: Candidate) {
  const answered =
    name.length === 0 || row.matches.some(({ field, how }) => field === 'name' && how !== 'alias')
  const isFirm = row.person?.kind === 'organisation'
  return { row, cost: cost + leftoverCost(row.person?.name ?? '', typed, answered, isFirm) }
}

const nothing: Row = {
  person: null,
  account: null,
  premise: null,
  webUser: null,
  gap: null,
  otherPremises: 0,
  matches: [],
}

function rowOf(row: CustomerRows['row'], candidate: Candidate): Row {
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

function gapOf({ accountId, premiseId, hasAgreement }: CustomerRows['row']): Row['gap'] {
  if (accountId === null) return 'person-without-account'
  if (premiseId !== null) return null
  return hasAgreement ? 'agreement-without-premise' : 'account-without-agreement'
}
