import type { Api } from '@porchlight/contract/api.ts'
import type { Input, Response } from '@porchlight/contract/endpoint.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { type ReadonlySignal, signal } from '@preact/signals'

export type Terms = Input<Api['searchCustomers']>['body']
export type Found = Response<Api['searchCustomers']>
export type Row = Found['rows'][number]

export type SearchState =
  | { state: 'idle' }
  /** `last` stays on the screen until the new answer is here. */
  | { state: 'searching'; last: Found | undefined }
  | { state: 'found'; found: Found }
  | { state: 'refused'; refusal: RefusalBody }

export type Search = {
  terms: ReadonlySignal<Terms>
  state: ReadonlySignal<SearchState>
  /** The row that Enter opens; -1 for none. */
  active: ReadonlySignal<number>
  /** How far the page and the table were scrolled when the reader left. */
  place: { scroll: number; tableScroll: number }
  /** While typing: asks after a rest. */
  type: (terms: Terms) => void
  /** On Enter: asks at once (or takes the answer that is here) and resolves to it, unless another question came after. */
  submit: (terms: Terms) => Promise<Found | undefined>
  moveTo: (row: number) => void
}

export type SearchOptions = {
  ask: (terms: Terms, signal: AbortSignal) => Promise<Found>
  refusalOf: (error: unknown) => RefusalBody
  /** Milliseconds without a stroke before the question is asked. */
  rest?: number
}

/** Whether there is anything to look for; a filter alone is nothing. */
export const isAsking = ({ division: _, hasWebUser: _w, showAllPremises: _s, ...terms }: Terms) =>
  Object.values(terms).some((value) => typeof value === 'string' && value.trim() !== '')

const same = (one: Terms, other: Terms) => JSON.stringify(one) === JSON.stringify(other)

/** What is looked for and what was found. Only the answer to the last question counts: earlier ones are given up and dropped. */
export function createSearch({ ask, refusalOf, rest = 150 }: SearchOptions): Search {
  const terms = signal<Terms>({})
  const state = signal<SearchState>({ state: 'idle' })
  const active = signal(-1)
  let timer: ReturnType<typeof setTimeout> | undefined
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
  async function answerTo(asked: Terms, stop: AbortController): Promise<Found | undefined> {
    try {
      const found = await ask(asked, stop.signal)
      if (stop.signal.aborted) return
      state.value = { state: 'found', found }
      active.value = -1
      return found
    } catch (error) {
      if (!stop.signal.aborted) state.value = { state: 'refused', refusal: refusalOf(error) }
    }
  }
  function start(asked: Terms) {
    drop()
    state.value = { state: 'searching', last: lastFound() }
    const stop = new AbortController()
    running = { terms: asked, stop, answer: answerTo(asked, stop) }
    return running.answer
  }
  function idle() {
    drop()
    state.value = { state: 'idle' }
    active.value = -1
  }

  return {
    terms,
    state,
    active,
    place: { scroll: 0, tableScroll: 0 },
    type(next) {
      if (same(next, terms.peek())) return
      terms.value = next
      // What was found belongs to another question now: Enter must not open one of its rows.
      active.value = -1
      if (!isAsking(next)) return idle()
      clearTimeout(timer)
      timer = setTimeout(() => start(next), rest)
    },
    async submit(next) {
      terms.value = next
      if (!isAsking(next)) {
        idle()
        return undefined
      }
      clearTimeout(timer)
      const isRefused = state.peek().state === 'refused'
      return running && !isRefused && same(running.terms, next) ? running.answer : start(next)
    },
    moveTo(row) {
      active.value = row
    },
  }
}
