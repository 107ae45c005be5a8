import { mostSearchRows, mostSearchText } from '@porchlight/contract/limits.ts'
import { maskProtected } from '#features/accounts/index.ts'
import { restSearch } from '#features/searches-at-rest/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal, refuseField } from '#pipeline/refusal.ts'
import { type Csr, csrOf } from '#policy/actor.ts'
import { identifierTypes } from './anchors/queries.ts'
import { type Answer, answer } from './answer.ts'
import { cleanTyped } from './clean-typed.ts'
import { isGiven, isTooWide, isWholeValue } from './patterns.ts'
import { boundSearch } from './queries.ts'
import { type Filters, type Row, readRows } from './rows/read-rows.ts'
import { familiesOf, type Known, type Terms } from './rules.ts'
import { asksForTypes, understand } from './understand.ts'

export const customerSearchHandlers: HandlersOf<'searchCustomers'> = {
  searchCustomers: async ({ body }, { sql, grant, installation, correlationId, request }) => {
    const { division, showAllPremises = false, hasWebUser = false, limit = mostSearchRows, ...typed } = body
    const { box, ...terms } = cleaned(typed)
    const { encryptionKey, timeZone } = installation
    const csr = csrOf(grant.actor)
    const fields = given(terms)
    refuseTooWide(fields)
    refuseConfirming(csr, fields, box)
    // On its way ahead of what comes next; nobody waits for it.
    const planned = boundSearch(sql, {})
    const search = async () => {
      const types = asksForTypes(box, fields) ? await identifierTypes(sql, {}) : []
      const known: Known = { encryptionKey, identifierTypes: types.map((row) => row.identifierType) }
      const filters: Filters = { division: division || null, showAllPremises, hasWebUser, timeZone }
      const tiers = box ? understand(box, known.identifierTypes) : [[{ families: [], terms: {} }]]
      // What a filter leaves out makes room for others.
      const isFiltered = filters.division !== null || hasWebUser
      const most = isFiltered ? mostSearchRows * 4 : limit + 1
      const found = await answer(sql, tiers, fields, known, most, request.signal)
      const asked = isFiltered ? found.candidates : found.candidates.slice(0, limit + 1)
      const read = distinct(await readRows(sql, asked, filters, found.isByPlace, limit + 1), showAllPremises)
      const rows = read.slice(0, limit)
      const persons = rows.flatMap(({ person }) => person ?? [])
      await restSearch(sql, csr, encryptionKey, {
        // Of nobody found: what it was looked for as.
        families: [
          ...new Set([
            ...familiesOf(fields),
            ...(found.families.length > 0 ? found.families : found.asked.flatMap(familiesOf)),
          ]),
        ],
        terms: { box, ...terms },
        hits: Math.min(found.candidates.length, mostSearchRows),
        correlationId,
        named: persons.map(({ personId }) => personId),
        guarded: persons.flatMap(({ personId, isProtected }) => (isProtected ? [personId] : [])),
        isGuess: isGuess(found),
      })
      return {
        rows: await maskProtected(sql, rows),
        understoodAs: [...found.families],
        isCut: read.length > limit || found.candidates.length > limit,
        uniqueAccountId: uniqueAccount(read),
      }
    }
    const [found] = await Promise.all([search(), planned]).catch((error: unknown) => {
      throw isTimeOut(error) ? new Refusal('search-too-wide') : error
    })
    return found
  },
}

/** What was typed or pasted, as it was meant. Types are chosen from lists. */
const cleaned = <T extends Terms & { box?: string | undefined }>(typed: T): T => ({
  ...typed,
  ...Object.fromEntries(
    Object.entries(typed).map(([field, text]) => [
      field,
      text === undefined || field.endsWith('Type') ? text : cleanTyped(text).slice(0, mostSearchText),
    ]),
  ),
})

/** PostgreSQL canceled a statement that ran longer than `boundSearch` allows. */
const isTimeOut = (error: unknown) => (error as { code?: unknown } | null)?.code === '57014'

/**
 * Whether a search counts as a guess: it asked for an identifier, put something beside a protected customer's name or address, or
 * looked for a whole number or address that is nobody's.
 */
const isGuess = ({ asked, isProbe, candidates }: Answer) =>
  isProbe ||
  asked.some(({ identifier }) => isGiven(identifier)) ||
  (candidates.length === 0 && asked.some(isWholeValue))

/** Who may not reveal an identifier may look for one whole value alone: beside a name it would be confirmed. */
function refuseConfirming({ permissions }: Csr, fields: Terms, box: string | undefined): void {
  if (permissions.has('identifier:reveal') || !isGiven(fields.identifier)) return
  if (familiesOf(fields).length > 1 || isGiven(box)) throw refuseField('identifier', 'identifier-alone')
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
