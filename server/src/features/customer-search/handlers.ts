import { planEachTime } from '#database/queries.ts'
import { maskProtected } from '#features/accounts/index.ts'
import { restSearch, termsHash } from '#features/searches-at-rest/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { csrOf } from '#policy/actor.ts'
import { identifierTypes } from './queries.ts'
import { type Filters, type Row, rowsOf } from './rows.ts'
import { familiesOf, type Terms } from './rules.ts'
import { find, type Known } from './search.ts'
import { type Understanding, understand } from './understand.ts'

/** Rows of one answer; beyond it the desk asks to refine. */
const mostRows = 300

export const customerSearchHandlers: HandlersOf<'searchCustomers'> = {
  searchCustomers: async ({ body }, { sql, grant, installation, correlationId }) => {
    const { box, division, showAllPremises = false, hasWebUser = false, limit = mostRows, ...terms } = body
    const [types] = await Promise.all([identifierTypes(sql, {}), planEachTime(sql, {})])
    const known: Known = {
      encryptionKey: installation.encryptionKey,
      identifierTypes: types.map((row) => row.identifierType),
    }
    const filters: Filters = {
      division: division || null,
      showAllPremises,
      hasWebUser,
      timeZone: installation.timeZone,
      limit: limit + 1,
    }
    const fromFields = familiesOf(terms)
    const tiers = box ? understand(box, known.identifierTypes) : [[{ families: [], terms: {} }]]

    const ask = async (way: Understanding) => {
      const asked: Terms = { ...way.terms, ...given(terms) }
      const found = await find(sql, asked, filters.division, known)
      return { ...way, rows: await rowsOf(sql, found, filters), isCut: found.isCut }
    }
    let answers: (Understanding & { rows: Row[]; isCut: boolean })[] = []
    for (const tier of tiers) {
      answers = await Promise.all(tier.map(ask))
      if (answers.some(({ rows }) => rows.length > 0)) break
    }

    const fruitful = answers.filter(({ rows }) => rows.length > 0)
    const rows = distinct(fruitful.flatMap((answer) => answer.rows))
    const ways = fruitful.length > 0 ? fruitful : (tiers[0] ?? [])
    const understoodAs = [...new Set(ways.flatMap(({ families }) => families))]
    const families = [...new Set([...fromFields, ...understoodAs])]
    await restSearch(sql, csrOf(grant.actor), {
      families,
      termsHash: termsHash(known.encryptionKey, { box, ...terms }),
      hits: rows.length,
      correlationId,
    })
    return {
      rows: await maskProtected(sql, rows.slice(0, limit)),
      understoodAs,
      isCut: rows.length > limit || fruitful.some(({ isCut }) => isCut),
      uniqueAccountId: uniqueAccount(rows),
    }
  },
}

/** The terms that say anything: an empty field of a form is no term. */
const given = (terms: Terms): Terms =>
  Object.fromEntries(Object.entries(terms).filter(([, text]) => text !== undefined && text !== ''))

/** The same person, account and premise found in two ways is one row. */
function distinct(rows: readonly Row[]): Row[] {
  const seen = new Map<string, Row>()
  for (const row of rows) {
    const key = [row.person?.personId, row.account?.accountId, row.premise?.premiseId].join()
    const known = seen.get(key)
    seen.set(key, known ? { ...known, matches: [...known.matches, ...row.matches] } : row)
  }
  return [...seen.values()]
}

/** The one account that was found, if nothing else was. */
function uniqueAccount(rows: readonly Row[]): number | null {
  const [first, ...rest] = new Set(rows.map((row) => row.account?.accountId ?? null))
  return rest.length === 0 ? (first ?? null) : null
}
