import type { Sql } from '#database/sql.ts'
import { type Candidate, nobody } from '../find/candidate.ts'
import { costs } from '../find/costs.ts'
import type { Asked } from '../find/find-by-words.ts'
import { groupedBy } from '../find/grouped-by.ts'
import { nameFit } from '../find/name-cost.ts'
import { placeFit } from '../find/place-cost.ts'
import { personsNamed } from '../find/queries.ts'
import type { Anchor } from './find-anchors.ts'
import { accountsOfPersons, accountsOfPremises, personsOfAccounts, placesOfAccounts } from './queries.ts'

/**
 * Returns the candidates that all exact families found, and that fit the name and the address as well.
 * @param limit the most candidates
 */
export async function findByAnchors(
  sql: Sql,
  anchors: readonly Anchor[],
  wanted: Asked,
  limit: number,
): Promise<Candidate[]> {
  const [first, ...rest] = await Promise.all(anchors.map((anchor) => spotsOf(sql, anchor, limit)))
  let spots = rest.reduce(meet, first ?? [])
  if (spots.length === 0) return []
  if (wanted.name.length > 0) spots = await withName(sql, spots, wanted.name)
  if (wanted.place) spots = await withPlace(sql, spots, wanted.place)
  return spots
}

/** Returns the accounts that an anchor's hits belong to; a hit without an account becomes a candidate by itself. */
async function spotsOf(sql: Sql, anchor: Anchor, limit: number): Promise<Candidate[]> {
  const ids = [...anchor.hits.keys()]
  const why = (id: number) => [anchor.hits.get(id)].filter((match) => match !== undefined)
  const isWhole = (id: number) => anchor.wholes.has(id)
  const wholes = ids.map(isWhole)
  switch (anchor.of) {
    case 'account':
      return ids.map((accountId) => ({
        ...nobody,
        accountId,
        isWhole: isWhole(accountId),
        matches: why(accountId),
      }))
    case 'person': {
      const rows = ids.length === 0 ? [] : await accountsOfPersons(sql, { persons: ids, wholes, limit })
      return rows.map(({ personId, accountId }) => ({
        ...nobody,
        personId,
        accountId,
        isWhole: isWhole(personId),
        matches: why(personId),
      }))
    }
    case 'premise': {
      const rows = ids.length === 0 ? [] : await accountsOfPremises(sql, { premises: ids, wholes, limit })
      const served = new Set(rows.map(({ premiseId }) => premiseId))
      return [
        ...rows.map(({ premiseId, accountId }) => ({
          ...nobody,
          premiseId,
          accountId,
          isWhole: isWhole(premiseId),
          matches: why(premiseId),
        })),
        ...ids
          .filter((id) => !served.has(id))
          .map((premiseId) => ({
            ...nobody,
            premiseId,
            isWhole: isWhole(premiseId),
            matches: why(premiseId),
          })),
      ]
    }
    case 'web-user': {
      const accounts = [...(anchor.accounts ?? [])]
      const linked = new Set(accounts.map(([, webUserId]) => webUserId))
      const alone = ids.filter((id) => !linked.has(id)).map((id) => [null, id] as const)
      return [...accounts, ...alone].map(([accountId, webUserId]) => ({
        ...nobody,
        accountId,
        webUserId,
        personId: anchor.personOf?.get(webUserId) ?? null,
        isWhole: isWhole(webUserId),
        matches: why(webUserId),
      }))
    }
  }
}

/** Returns the candidates that two families share: the same account, or the same person where neither has an account. */
function meet(some: readonly Candidate[], others: readonly Candidate[]): Candidate[] {
  const byAccount = groupedBy(others, ({ accountId }) => accountId)
  return some.flatMap((one) => {
    const other = byAccount
      .get(one.accountId)
      ?.find(
        (two) =>
          (one.accountId !== null && (one.personId === null || two.personId === null)) ||
          (one.personId !== null && one.personId === two.personId),
      )
    if (!other) return []
    return [
      {
        ...one,
        personId: one.personId ?? other.personId,
        premiseId: one.premiseId ?? other.premiseId,
        webUserId: one.webUserId ?? other.webUserId,
        matches: [...one.matches, ...other.matches],
      },
    ]
  })
}

/** Keeps the candidates whose person, or a person on whose account, has the name. */
async function withName(sql: Sql, spots: readonly Candidate[], name: Asked['name']): Promise<Candidate[]> {
  const persons = spots.flatMap(({ personId, webUserId }) =>
    personId !== null && webUserId === null ? [personId] : [],
  )
  const accounts = spots.flatMap(({ accountId }) => accountId ?? [])
  const [own, others] = await Promise.all([
    personsNamed(sql, { persons }),
    personsOfAccounts(sql, { accounts }),
  ])
  const ofPerson = groupedBy(own, ({ personId }) => personId)
  const onAccount = groupedBy(others, ({ accountId }) => accountId)
  return spots.flatMap((spot): Candidate[] => {
    const isFixed = spot.personId !== null && spot.webUserId === null
    const rows = (isFixed ? ofPerson.get(spot.personId ?? 0) : onAccount.get(spot.accountId ?? 0)) ?? []
    const fits = [...groupedBy(rows, ({ personId }) => personId)].flatMap(([personId, of]) => {
      const fit = nameFit(name, of)
      return fit?.isWhole ? [{ personId, fit }] : []
    })
    const best = fits.sort((a, b) => a.fit.cost - b.fit.cost)[0]
    return best
      ? [{ ...spot, personId: best.personId, cost: spot.cost + best.fit.cost, name: best.fit.met }]
      : []
  })
}

/** Keeps the candidates whose account is or was served at the address. */
async function withPlace(
  sql: Sql,
  spots: readonly Candidate[],
  place: NonNullable<Asked['place']>,
): Promise<Candidate[]> {
  const rows = await placesOfAccounts(sql, { accounts: spots.flatMap(({ accountId }) => accountId ?? []) })
  const onAccount = groupedBy(rows, ({ accountId }) => accountId)
  return spots.flatMap((spot): Candidate[] => {
    const fits = (onAccount.get(spot.accountId ?? 0) ?? [])
      .filter(({ premiseId }) => spot.premiseId === null || premiseId === spot.premiseId)
      .map((row) => ({ premiseId: row.premiseId, fit: placeFit(place, row) }))
      .filter(({ fit }) => fit.hasStreet && fit.met.length > 0 && fit.cost < costs.otherWord)
      .sort((a, b) => a.fit.cost - b.fit.cost)
    const [best] = fits
    return best
      ? [{ ...spot, premiseId: best.premiseId, cost: spot.cost + best.fit.cost, place: best.fit.met }]
      : []
  })
}
