import { planOnce } from '#database/queries.ts'
import { maskProtected } from '#features/accounts/index.ts'
import { restSearch, termsHash } from '#features/searches-at-rest/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { refuseField } from '#pipeline/refusal.ts'
import { csrOf } from '#policy/actor.ts'
import { identifierTypes } from './anchors/queries.ts'
import { answer } from './answer.ts'
import { isTooWide } from './patterns.ts'
import { type Filters, type Row, readRows } from './rows/read-rows.ts'
import { familiesOf, type Known, type Terms } from './rules.ts'
import { asksForTypes, understand } from './understand.ts'

/** Rows of one answer; beyond it the desk asks to refine. */
const mostRows = 300

export const customerSearchHandlers: HandlersOf<'searchCustomers'> = {
  searchCustomers: async ({ body }, { sql, grant, installation, correlationId }) => {
    const { box, division, showAllPremises = false, hasWebUser = false, limit = mostRows, ...terms } = body
    const { encryptionKey, timeZone } = installation
    const fields = given(terms)
    refuseTooWide(fields)
    // On its way ahead of what comes next; nobody waits for it.
    const planned = planOnce(sql, {})
    const types = asksForTypes(box, fields) ? await identifierTypes(sql, {}) : []
    const known: Known = { encryptionKey, identifierTypes: types.map((row) => row.identifierType) }
    const filters: Filters = { division: division || null, showAllPremises, hasWebUser, timeZone }
    const tiers = box ? understand(box, known.identifierTypes) : [[{ families: [], terms: {} }]]
    // What a filter leaves out makes room for others.
    const isFiltered = filters.division !== null || hasWebUser
    const [found] = await Promise.all([
      answer(sql, tiers, fields, known, isFiltered ? mostRows * 4 : limit + 1),
      planned,
    ])
    const asked = isFiltered ? found.candidates : found.candidates.slice(0, limit + 1)
    const families = [...new Set([...familiesOf(fields), ...found.families])]
    const [read] = await Promise.all([
      readRows(sql, asked, filters, found.isByPlace, limit + 1),
      restSearch(sql, csrOf(grant.actor), {
        families,
        termsHash: termsHash(encryptionKey, { box, ...terms }),
        hits: Math.min(found.candidates.length, mostRows),
        correlationId,
      }),
    ])
    const rows = distinct(read, showAllPremises)
    return {
      rows: await maskProtected(sql, rows.slice(0, limit)),
      understoodAs: [...found.families],
      isCut: rows.length > limit || found.candidates.length > limit,
      uniqueAccountId: uniqueAccount(rows),
    }
  },
}

const looksUp = ['accountId', 'contact', 'webUser', 'geographicValue'] as const

/** 422 for a wildcard that stands so early that it would read all there is. */
function refuseTooWide(terms: Terms): void {
  const field = looksUp.find((name) => isTooWide(terms[name] ?? ''))
  if (field) throw refuseField(field, 'wildcard-too-early')
}

/** The terms that say anything: an empty field of a form is no term. */
const given = (terms: Terms): Terms =>
  Object.fromEntries(Object.entries(terms).filter(([, text]) => text !== undefined && text !== ''))

/** The same person on the same account found in two ways is one row; at another premise another, if all are to be shown. */
function distinct(rows: readonly Row[], showAllPremises: boolean): Row[] {
  const seen = new Map<string, Row>()
  for (const row of rows) {
    const place = row.account === null || showAllPremises ? row.premise?.premiseId : undefined
    const key = [row.person?.personId, row.account?.accountId, place].join()
    if (!seen.has(key)) seen.set(key, row)
  }
  return [...seen.values()]
}

/** The one account that was found, if nothing else was. */
function uniqueAccount(rows: readonly Row[]): number | null {
  const [first, ...rest] = new Set(rows.map((row) => row.account?.accountId ?? null))
  return rest.length === 0 ? (first ?? null) : null
}
