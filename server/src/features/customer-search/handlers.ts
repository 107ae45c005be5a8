import { mostSearchRows, mostSearchText } from '@porchlight/contract/limits.ts'
import { maskProtected } from '#features/accounts/index.ts'
import { restSearch } from '#features/searches-at-rest/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import type { Csr } from '#policy/actor.ts'
import { allows } from '#policy/decide.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { identifierTypes } from './anchors/queries.ts'
import { cleanTyped } from './clean-typed.ts'
import { findCandidates, type SearchResult } from './find-candidates.ts'
import { meantFields } from './meant-fields.ts'
import { isGiven, isTooWide, isWholeValue } from './patterns.ts'
import { boundSearch } from './queries.ts'
import { type Filters, type Row, readRows } from './rows/read-rows.ts'
import { familiesOf, type SearchContext, type Terms } from './rules.ts'
import { asksForTypes, understand } from './understand.ts'
import { nameReadings } from './words/joined-names.ts'

export const customerSearchHandlers: HandlersOf<'searchCustomers'> = {
  searchCustomers: async ({ body }, { sql, grant, installation, correlationId, request }) => {
    const { division, showAllPremises = false, hasWebUser = false, limit = mostSearchRows, ...typed } = body
    const { box, ...terms } = meantFields(cleaned(typed))
    const { encryptionKey, readableKeys, timeZone } = installation
    const csr = grant.actor
    const fields = given(terms)
    refuseTooWide(fields)
    refuseConfirming(csr, fields, box)
    // Sent ahead of the first search statement on the same connection, so there is no need to wait.
    const planned = boundSearch(sql, {})
    const search = async () => {
      const types = asksForTypes(box, fields) ? await identifierTypes(sql, {}) : []
      const context: SearchContext = {
        readableKeys,
        identifierTypes: types.map((row) => row.identifierType),
      }
      const filters: Filters = { division: division || null, showAllPremises, hasWebUser, timeZone }
      const tiers = box ? understand(box, context.identifierTypes) : readingsOf(fields)
      // The filters remove rows, so more candidates are read.
      const isFiltered = filters.division !== null || hasWebUser
      const most = isFiltered ? mostSearchRows * 4 : limit + 1
      const result = await findCandidates(sql, {
        tiers,
        fields: box ? fields : otherThanName(fields),
        context,
        limit: most,
        signal: request.signal,
      })
      const candidates = isFiltered ? result.candidates : result.candidates.slice(0, limit + 1)
      const read = distinct(
        await readRows(sql, candidates, filters, result.isByPlace, limit + 1),
        showAllPremises,
      )
      const rows = read.slice(0, limit)
      const persons = rows.flatMap(({ person }) => person ?? [])
      await restSearch(sql, grant, encryptionKey, {
        // If no one was found: the families that were searched.
        families: [
          ...new Set([
            ...familiesOf(fields),
            ...(result.families.length > 0 ? result.families : result.searched.flatMap(familiesOf)),
          ]),
        ],
        terms: { box, ...terms },
        hits: Math.min(result.candidates.length, mostSearchRows),
        correlationId,
        named: persons.map(({ personId }) => personId),
        guarded: persons.flatMap(({ personId, isProtected }) => (isProtected ? [personId] : [])),
        isGuess: isGuess(result),
      })
      return {
        rows: await maskProtected(sql, rows),
        understoodAs: [...result.families],
        isCut: read.length > limit || result.candidates.length > limit,
        uniqueAccountId: uniqueAccount(read),
      }
    }
    const [response] = await Promise.all([search(), planned]).catch((error: unknown) => {
      throw isTimeOut(error) ? new Refusal('search-too-wide') : error
    })
    return response
  },
}

const otherThanName = ({ name: _, ...others }: Terms): Terms => others

/** Returns the ways to read the name field: as typed, and as a name without spaces may be stored. */
const readingsOf = ({ name = '' }: Terms) => [
  [name, ...nameReadings(name)].map((reading) => ({ families: [], terms: { name: reading } })),
]

/** Cleans typed and pasted text. Types are chosen from lists, so they stay as they are. */
const cleaned = <T extends Terms & { box?: string | undefined }>(typed: T): T => ({
  ...typed,
  ...Object.fromEntries(
    Object.entries(typed).map(([field, text]) => [
      field,
      text === undefined || field.endsWith('Type') ? text : cleanTyped(text).slice(0, mostSearchText),
    ]),
  ),
})

/** Returns whether PostgreSQL canceled a statement at the time-out that `boundSearch` sets. */
const isTimeOut = (error: unknown) => (error as { code?: unknown } | null)?.code === '57014'

/**
 * Whether a search counts as a guess: it looked for an identifier, combined a protected customer's name or address with another term, or
 * looked for a whole account number, telephone number or e-mail address and result no one.
 */
const isGuess = ({ searched, isProbe, candidates }: SearchResult) =>
  isProbe ||
  searched.some(({ identifier }) => isGiven(identifier)) ||
  (candidates.length === 0 && searched.some(isWholeValue))

/** Refuses an identifier beside other terms to a CSR who may not reveal identifiers: the result would confirm it. */
function refuseConfirming(csr: Csr, fields: Terms, box: string | undefined): void {
  if (!isGiven(fields.identifier) || allows(csr, 'identifier:reveal', {})) return
  if (familiesOf(fields).length > 1 || isGiven(box)) throw refuseField('identifier', 'identifier-alone')
}

const looksUp = ['accountId', 'contact', 'webUser', 'geographicValue'] as const

/** Refuses a wildcard near the beginning of a value (422), which would read a whole table. */
function refuseTooWide(terms: Terms): void {
  const field = looksUp.find((name) => isTooWide(terms[name] ?? ''))
  if (field) throw refuseField(field, 'wildcard-too-early')
}

/** Returns the terms without empty ones. */
const given = (terms: Terms): Terms =>
  Object.fromEntries(Object.entries(terms).filter(([, text]) => text !== undefined && text !== ''))

/** Removes rows of the same person and account; rows of other premises stay if all premises are shown. */
function distinct(rows: readonly Row[], showAllPremises: boolean): Row[] {
  const seen = new Map<string, Row>()
  for (const row of rows) {
    const place = row.account === null || showAllPremises ? row.premise?.premiseId : undefined
    const key = [row.person?.personId, row.account?.accountId, place].join()
    if (!seen.has(key)) seen.set(key, row)
  }
  return [...seen.values()]
}

/** Returns the account if all rows are of one account, else null. */
function uniqueAccount(rows: readonly Row[]): number | null {
  const [first, ...rest] = new Set(rows.map((row) => row.account?.accountId ?? null))
  return rest.length === 0 ? (first ?? null) : null
}
