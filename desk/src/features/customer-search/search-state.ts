import type { Api } from '@porchlight/contract/api.ts'
import type { Input, Response } from '@porchlight/contract/endpoint.ts'
import { mostSearchRows } from '@porchlight/contract/limits.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Patience } from '#app/client.ts'

/** The table of results, and its rows: the box names the active one to screen readers. */
export const resultsId = 'search-results'
export const rowId = (row: number) => `search-result-${row + 1}`

export type Terms = Input<Api['searchCustomers']>['body']
export type Found = Response<Api['searchCustomers']>
export type Row = Found['rows'][number]

export type SearchState =
  | { state: 'idle' }
  /** `last` stays on the screen until the new response arrives. */
  | { state: 'searching'; last: Found | undefined }
  /** `more`: whether more rows exist, are in flight, or were refused. */
  | { state: 'found'; found: Found; more: 'none' | 'there' | 'asked' | 'refused' }
  | { state: 'refused'; refusal: RefusalBody }

export type Search = {
  terms: ReadonlySignal<Terms>
  state: ReadonlySignal<SearchState>
  /** The row that Enter opens; -1 for none. */
  active: ReadonlySignal<number>
  /** Scroll positions of the page and the table when the reader left; 0 for a new search. */
  place: { scroll: number; tableScroll: number }
  /** While typing: requests the first rows, at once after a pause, or else debounced. */
  type: (terms: Terms) => void
  /** On Enter: searches at once (or uses the present response). Resolves to undefined if a later search replaced it. */
  submit: (terms: Terms) => Promise<Found | undefined>
  /** Loads the remaining rows, up to the limit of one response. Keeps the active row. */
  more: () => Promise<void>
  /** Activates a row. While a response is pending it means the first row of that response: earlier rows cannot be chosen. */
  moveTo: (row: number) => void
}

export type SearchOptions = {
  ask: (terms: Terms, limit: number, signal: AbortSignal) => Promise<Found>
  refusalOf: (error: unknown) => RefusalBody
  /** The initial terms: the stored filters. */
  initial?: Terms
}

/** Debounce: milliseconds without a keystroke before the search starts. */
export const rest = 120
/** Rows of the first request: one or two screens. */
export const firstRows = 50

/** Returns the search terms without the filters. */
const textsOf = ({ division: _, hasWebUser: _w, showAllPremises: _s, limit: _l, ...terms }: Terms) =>
  Object.values(terms).flatMap((value) => (typeof value === 'string' ? value.trim() : []))

/** Returns whether there is a term to search for. A filter alone is none. */
export const isAsking = (terms: Terms) => textsOf(terms).some((text) => text !== '')

const same = (one: Terms, other: Terms) => JSON.stringify(one) === JSON.stringify(other)

/** Returns the identity of a row (person, account, premise), which is the same in a longer response. */
const keyOf = (row: Row | undefined) =>
  [row?.person?.personId, row?.account?.accountId, row?.premise?.premiseId].join()

/** Creates the state of a search. Only the latest search counts: earlier requests are aborted and their responses dropped. */
export function createSearch({ ask, refusalOf, initial = {} }: SearchOptions): Search {
  const terms = signal<Terms>(initial)
  const state = signal<SearchState>({ state: 'idle' })
  const active = signal(-1)
  const place = { scroll: 0, tableScroll: 0 }
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastStroke = Number.NEGATIVE_INFINITY
  // A key was pressed before the response: activate the first row when it arrives.
  let isFirstMeant = false
  let running: { terms: Terms; stop: AbortController; result: Promise<Found | undefined> } | undefined

  const drop = () => {
    clearTimeout(timer)
    running?.stop.abort()
    running = undefined
  }
  const lastFound = () => {
    const now = state.peek()
    return now.state === 'found' ? now.found : now.state === 'searching' ? now.last : undefined
  }
  async function answerTo(question: Terms, limit: number, stop: AbortController) {
    try {
      const result = await ask(question, limit, stop.signal)
      if (stop.signal.aborted) return
      Object.assign(place, { scroll: 0, tableScroll: 0 })
      active.value = isFirstMeant && result.rows.length > 0 ? 0 : -1
      isFirstMeant = false
      state.value = {
        state: 'found',
        found: result,
        more: result.isCut && limit < mostSearchRows ? 'there' : 'none',
      }
      return result
    } catch (error) {
      if (!stop.signal.aborted) state.value = { state: 'refused', refusal: refusalOf(error) }
    }
  }
  function start(question: Terms, limit: number) {
    drop()
    state.value = { state: 'searching', last: lastFound() }
    const stop = new AbortController()
    running = { terms: question, stop, result: answerTo(question, limit, stop) }
    return running.result
  }
  function idle() {
    drop()
    state.value = { state: 'idle' }
    active.value = -1
  }
  async function more() {
    const now = state.peek()
    if (!running || now.state !== 'found' || now.more === 'none' || now.more === 'asked') return
    const { stop } = running
    state.value = { ...now, more: 'asked' }
    try {
      const result = await ask(running.terms, mostSearchRows, stop.signal)
      if (stop.signal.aborted) return
      const key = keyOf(now.found.rows[active.peek()])
      if (active.peek() >= 0) active.value = result.rows.findIndex((row) => keyOf(row) === key)
      state.value = { state: 'found', found: result, more: 'none' }
    } catch {
      if (!stop.signal.aborted) state.value = { ...now, more: 'refused' }
    }
  }

  return {
    terms,
    state,
    active,
    place,
    more,
    type(next) {
      if (same(next, terms.peek())) return
      terms.value = next
      const isRested = Date.now() - lastStroke >= rest
      lastStroke = Date.now()
      if (!isAsking(next)) return idle()
      // The results belong to an earlier search now, so no key may choose one of their rows.
      active.value = -1
      isFirstMeant = false
      state.value = { state: 'searching', last: lastFound() }
      drop()
      // A single letter matches too much, so it waits for the second.
      if (isRested && textsOf(next).some((text) => text.length > 1)) void start(next, firstRows)
      else timer = setTimeout(() => start(next, firstRows), rest)
    },
    async submit(next) {
      terms.value = next
      if (!isAsking(next)) {
        idle()
        return undefined
      }
      clearTimeout(timer)
      const isHere = running && state.peek().state !== 'refused' && same(running.terms, next)
      // The first rows alone: each person named counts, and nobody reads three hundred of them. The rest comes at the list's end.
      return isHere ? running?.result : start(next, firstRows)
    },
    moveTo(row) {
      const now = state.peek()
      if (now.state === 'searching') {
        isFirstMeant = row >= 0
        return
      }
      active.value = row
      if (now.state === 'found' && row >= now.found.rows.length - 1) void more()
    },
  }
}

/**
 * Retries a search that was refused, or is in flight and then gets no response, until it gets one. The first request after the
 * network came back may fail too. Another refusal ends the retries, and so does `stop`.
 */
export async function searchAgain(
  search: Pick<Search, 'state' | 'terms' | 'submit'>,
  patience: Patience,
  stop: AbortSignal,
): Promise<void> {
  const { state } = search.state.peek()
  if (state !== 'refused' && state !== 'searching') return
  for (let attempt = 0; !stop.aborted; attempt += 1) {
    await search.submit(search.terms.peek())
    const now = search.state.peek()
    if (now.state !== 'refused' || now.refusal.reason !== 'out-of-order') return
    await patience(attempt, stop)
    // The CSR searched again meanwhile.
    if (search.state.peek() !== now) return
  }
}
