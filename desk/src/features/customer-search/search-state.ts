import type { Api } from '@porchlight/contract/api.ts'
import type { Input, Response } from '@porchlight/contract/endpoint.ts'
import { mostSearchRows } from '@porchlight/contract/limits.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { type ReadonlySignal, signal } from '@preact/signals'

export type Terms = Input<Api['searchCustomers']>['body']
export type Found = Response<Api['searchCustomers']>
export type Row = Found['rows'][number]

export type SearchState =
  | { state: 'idle' }
  /** `last` stays on the screen until the new answer is here. */
  | { state: 'searching'; last: Found | undefined }
  /** `more`: whether there are rows to fetch, they are on their way, or they could not be had. */
  | { state: 'found'; found: Found; more: 'none' | 'there' | 'asked' | 'refused' }
  | { state: 'refused'; refusal: RefusalBody }

export type Search = {
  terms: ReadonlySignal<Terms>
  state: ReadonlySignal<SearchState>
  /** The row that Enter opens; -1 for none. */
  active: ReadonlySignal<number>
  /** How far the page and the table were scrolled when the reader left; 0 for the answer to a new question. */
  place: { scroll: number; tableScroll: number }
  /** While typing: asks for the first rows, at once after a rest, else when the hand rests. */
  type: (terms: Terms) => void
  /** On Enter: asks at once (or takes the answer that is here) and resolves to it, unless another question came after. */
  submit: (terms: Terms) => Promise<Found | undefined>
  /** The rest of the rows, up to the most that one answer has. The row that is active stays so. */
  more: () => Promise<void>
  /** While the answer is on the way, any row means the first of it: rows of an earlier answer cannot be chosen. */
  moveTo: (row: number) => void
}

export type SearchOptions = {
  ask: (terms: Terms, limit: number, signal: AbortSignal) => Promise<Found>
  refusalOf: (error: unknown) => RefusalBody
  /** What is looked for before anything is typed: filters that were kept. */
  initial?: Terms
}

/** Milliseconds without a stroke before the question is asked. */
export const rest = 120
/** Rows asked for at first: what a screen or two shows. */
export const firstRows = 50

/** What is looked for, without what only narrows it. */
const asked = ({ division: _, hasWebUser: _w, showAllPremises: _s, limit: _l, ...terms }: Terms) =>
  Object.values(terms).flatMap((value) => (typeof value === 'string' ? value.trim() : []))

/** Whether there is anything to look for; a filter alone is nothing. */
export const isAsking = (terms: Terms) => asked(terms).some((text) => text !== '')

const same = (one: Terms, other: Terms) => JSON.stringify(one) === JSON.stringify(other)

/** One person, account and premise: the same row in a longer answer. */
const keyOf = (row: Row | undefined) =>
  [row?.person?.personId, row?.account?.accountId, row?.premise?.premiseId].join()

/** What is looked for and what was found. Only the answer to the last question counts: earlier ones are given up and dropped. */
export function createSearch({ ask, refusalOf, initial = {} }: SearchOptions): Search {
  const terms = signal<Terms>(initial)
  const state = signal<SearchState>({ state: 'idle' })
  const active = signal(-1)
  const place = { scroll: 0, tableScroll: 0 }
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastStroke = Number.NEGATIVE_INFINITY
  // A key came before the answer: the first row is meant, as soon as there is one.
  let isFirstMeant = false
  let running: { terms: Terms; stop: AbortController; answer: Promise<Found | undefined> } | undefined

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
      const found = await ask(question, limit, stop.signal)
      if (stop.signal.aborted) return
      Object.assign(place, { scroll: 0, tableScroll: 0 })
      active.value = isFirstMeant && found.rows.length > 0 ? 0 : -1
      isFirstMeant = false
      state.value = { state: 'found', found, more: found.isCut && limit < mostSearchRows ? 'there' : 'none' }
      return found
    } catch (error) {
      if (!stop.signal.aborted) state.value = { state: 'refused', refusal: refusalOf(error) }
    }
  }
  function start(question: Terms, limit: number) {
    drop()
    state.value = { state: 'searching', last: lastFound() }
    const stop = new AbortController()
    running = { terms: question, stop, answer: answerTo(question, limit, stop) }
    return running.answer
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
      const found = await ask(running.terms, mostSearchRows, stop.signal)
      if (stop.signal.aborted) return
      const key = keyOf(now.found.rows[active.peek()])
      if (active.peek() >= 0) active.value = found.rows.findIndex((row) => keyOf(row) === key)
      state.value = { state: 'found', found, more: 'none' }
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
      // What was found belongs to another question now: no key may choose one of its rows.
      active.value = -1
      isFirstMeant = false
      state.value = { state: 'searching', last: lastFound() }
      drop()
      // One letter alone is hardly a question: it waits for the second.
      if (isRested && asked(next).some((text) => text.length > 1)) void start(next, firstRows)
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
      return isHere ? running?.answer : start(next, firstRows)
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
