import type { Api } from '@porchlight/contract/api.ts'
import { mostSearchRows, mostSearchText } from '@porchlight/contract/limits.ts'
import type { Sql } from '#database/sql.ts'
import { maskProtected } from '#features/accounts/index.ts'
import { guessOf, refusedAtRest, restLine } from '#features/searches-at-rest/index.ts'
import { ahead, type Context, type HandlerInput, type HandlersOf } from '#pipeline/handler.ts'
import type { Csr } from '#policy/actor.ts'
import { allows } from '#policy/decide.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { cleanTyped } from './clean-typed.ts'
import { exactTiersOf } from './exact/exact-ways.ts'
import { type ExactResult, findExact } from './exact/find-exact.ts'
import { findCandidates, type Search, type SearchResult } from './find-candidates.ts'
import { meantFields } from './meant-fields.ts'
import { isGiven, isTooWide, isWholeValue } from './patterns.ts'
import { boundSearch } from './queries.ts'
import { readRows, type Showing } from './rows/read-rows.ts'
import { familiesOf, type Terms } from './rules.ts'
import { asksForTypes, understand } from './understand.ts'
import { nameReadings } from './words/joined-names.ts'

export const customerSearchHandlers: HandlersOf<'searchCustomers'> = {
  searchCustomers: ahead(
    (input, sql) => {
      const { box, fields } = typedIn(input.body)
      return boundSearch.one(sql, { asksForTypes: asksForTypes(box, fields) })
    },
    async ({ body }, context, { identifierTypes }) => {
      const { grant, installation, correlationId } = context
      const { division, showAllPremises = false, hasWebUser = false, limit = mostSearchRows } = body
      const { box, terms, fields } = typedIn(body)
      const { encryptionKey, readableKeys, timeZone } = installation
      refuseTooWide(fields)
      refuseConfirming(grant.actor, fields, box)
      const search = {
        tiers: box ? understand(box, identifierTypes) : readingsOf(fields),
        fields: box ? fields : otherThanName(fields),
        context: { readableKeys, identifierTypes },
      }
      const shape: Showing = {
        division: division || null,
        showAllPremises,
        hasWebUser,
        timeZone,
        limit,
        line: restLine(grant.actor, encryptionKey, correlationId, { box, ...terms }),
      }
      const shown = await searched(context, search, familiesOf(fields), shape).catch((error: unknown) => {
        throw isTimeOut(error) ? new Refusal('search-too-wide') : refusedAtRest(error)
      })
      const { rows, cityOf, ...rest } = shown
      return { rows: maskProtected(rows, cityOf), ...rest }
    },
  ),
}

type SearchOf = Omit<Search, 'limit' | 'signal'>

/** Searches by the exact tiers in one statement; if that finds nobody, in all tiers. The last statement has the line of rest. */
async function searched(
  { sql, grant, last, request }: Pick<Context<'customer:search'>, 'sql' | 'grant' | 'last' | 'request'>,
  search: SearchOf,
  families: readonly string[],
  shape: Showing,
): Promise<ExactResult> {
  const exact = exactTiersOf(search.tiers, search.fields)
  if (exact) {
    const find = (on: Sql) => findExact(on, grant, exact, search.context, shape)
    const exactResult = await (exact.isOnlyExact ? last(find) : find(sql))
    if (exactResult) return exactResult
  }
  // The filters remove rows, so more candidates are read.
  const isFiltered = shape.division !== null || shape.hasWebUser
  const most = isFiltered ? mostSearchRows * 4 : shape.limit + 1
  const result = await findCandidates(sql, { ...search, limit: most, signal: request.signal })
  // If no one was found: the families that were searched.
  const ofResult = result.families.length > 0 ? result.families : result.searched.flatMap(familiesOf)
  const line = {
    families: [...new Set([...families, ...ofResult])].join(' '),
    hits: Math.min(result.candidates.length, mostSearchRows),
    guess: isGuess(result) ? guessOf(shape.line) : null,
  }
  const candidates = isFiltered ? result.candidates : result.candidates.slice(0, most)
  const shown = await last((on) => readRows(on, grant, candidates, result.isByPlace, shape, line))
  return {
    ...shown,
    understoodAs: [...result.families],
    isCut: shown.isCut || result.candidates.length > shape.limit,
  }
}

/** Returns what was typed: the text of the box, the terms as the record hashes them, and those of them that are not empty. */
function typedIn({
  division: _division,
  showAllPremises: _showAllPremises,
  hasWebUser: _hasWebUser,
  limit: _limit,
  ...typed
}: HandlerInput<Api['searchCustomers']>['body']) {
  const { box, ...terms } = meantFields(cleaned(typed))
  return { box, terms, fields: given(terms) }
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
