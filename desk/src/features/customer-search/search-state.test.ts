import { mostSearchRows } from '@porchlight/contract/limits.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  createSearch,
  type Found,
  firstRows,
  isAsking,
  rest,
  searchAgain,
  type Terms,
} from './search-state.ts'

const resultOf = (understoodAs: string, accounts: readonly number[] = [], isCut = false): Found => ({
  rows: accounts.map((accountId) => ({
    person: null,
    account: { accountId, status: 'active', customerClass: '', division: '', isMainCustomer: true },
    premise: null,
    webUser: null,
    gap: null,
    otherPremises: 0,
    matches: [],
  })),
  understoodAs: [understoodAs],
  isCut,
  uniqueAccountId: null,
})
const foundState = (of: Found, more = 'none') => ({ state: 'found', found: of, more })

type Question = {
  terms: Terms
  limit: number
  signal: AbortSignal
  respond: (result: Found) => void
  fail: () => void
}

/** Returns a search whose server responds when the test tells it to. */
function slowServer(initial: Terms = {}) {
  const requests: Question[] = []
  const ask = (terms: Terms, limit: number, signal: AbortSignal) =>
    new Promise<Found>((resolve, reject) => {
      requests.push({ terms, limit, signal, respond: resolve, fail: () => reject(new Error('refused')) })
    })
  return {
    asked: requests,
    search: createSearch({ ask, refusalOf: () => ({ reason: 'out-of-order' }), initial }),
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('debounces typing into one request for the first rows', () => {
  const { asked: requests, search } = slowServer()
  for (const box of ['m', 'ma', 'mar']) search.type({ box })
  vi.advanceTimersByTime(rest - 1)
  expect(requests).toHaveLength(0)
  vi.advanceTimersByTime(1)
  expect(requests).toMatchObject([{ terms: { box: 'mar' }, limit: firstRows }])
})

test('sends the first keystroke after a pause at once, but debounces a single letter', () => {
  const { asked: requests, search } = slowServer()
  search.type({ box: 'm' })
  expect(requests).toHaveLength(0)
  vi.advanceTimersByTime(rest)
  search.type({ box: 'ma' })
  expect(requests.map(({ terms }) => terms.box)).toEqual(['m', 'ma'])
  search.type({ box: 'mar' })
  search.type({ box: 'mari' })
  expect(requests).toHaveLength(2)
  vi.advanceTimersByTime(rest)
  expect(requests.map(({ terms }) => terms.box)).toEqual(['m', 'ma', 'mari'])
})

test('drops a late response to an earlier search', async () => {
  const { asked: requests, search } = slowServer()
  const first = search.submit({ box: 'maria' })
  const second = search.submit({ box: 'mario' })
  requests[1]?.respond(resultOf('mario'))
  requests[0]?.respond(resultOf('maria'))
  expect(await first).toBeUndefined()
  expect((await second)?.understoodAs).toEqual(['mario'])
  expect(requests[0]?.signal.aborted).toBe(true)
  expect(search.state.value).toEqual(foundState(resultOf('mario')))
})

test('drops a refusal of an earlier search', async () => {
  const { asked: requests, search } = slowServer()
  const first = search.submit({ box: 'a' })
  const second = search.submit({ box: 'b' })
  requests[0]?.fail()
  await first
  expect(search.state.value.state).toBe('searching')
  requests[1]?.fail()
  await second
  expect(search.state.value).toEqual({ state: 'refused', refusal: { reason: 'out-of-order' } })
})

test('uses the present or pending response on Enter, and retries after a refusal', async () => {
  const { asked: requests, search } = slowServer()
  search.type({ box: 'maria' })
  const entered = search.submit({ box: 'maria' })
  expect(requests).toHaveLength(1)
  requests[0]?.fail()
  await entered
  const again = search.submit({ box: 'maria' })
  requests[1]?.respond(resultOf('name'))
  expect((await again)?.understoodAs).toEqual(['name'])
  expect((await search.submit({ box: 'maria' }))?.understoodAs).toEqual(['name'])
  expect(requests).toHaveLength(2)
})

test('keeps the results while the next search is in flight, and clears them with the box', async () => {
  const { asked: requests, search } = slowServer()
  const done = search.submit({ box: 'maria' })
  requests[0]?.respond(resultOf('name'))
  await done
  search.moveTo(0)
  search.type({ box: 'maria a' })
  expect(search.state.value).toEqual({ state: 'searching', last: resultOf('name') })
  search.type({ box: '' })
  expect(search.state.value).toEqual({ state: 'idle' })
  expect(search.active.value).toBe(-1)
  expect(requests[1]?.signal.aborted).toBe(true)
})

test('aborts the earlier search at the next keystroke, and shows its rows without letting one be chosen', async () => {
  const { asked: requests, search } = slowServer()
  search.type({ box: 'maria' })
  requests[0]?.respond(resultOf('name', [1, 2]))
  await expect.poll(() => search.state.value.state).toBe('found')
  search.type({ box: 'maria ' })
  search.type({ box: 'maria g' })
  expect(search.state.value).toEqual({ state: 'searching', last: resultOf('name', [1, 2]) })
  expect(requests[0]?.signal.aborted).toBe(true)
})

test('chooses the first row for a key before the response, unless typing continues', async () => {
  const { asked: requests, search } = slowServer()
  search.type({ box: 'maria' })
  search.moveTo(0)
  expect(search.active.value).toBe(-1)
  requests[0]?.respond(resultOf('name', [1, 2]))
  await expect.poll(() => search.active.value).toBe(0)
  vi.advanceTimersByTime(rest)
  search.type({ box: 'maria g' })
  search.moveTo(0)
  search.type({ box: 'maria go' })
  vi.advanceTimersByTime(rest)
  requests[2]?.respond(resultOf('name', [1]))
  await expect.poll(() => search.state.value.state).toBe('found')
  expect(search.active.value).toBe(-1)
})

test('loads the remaining rows at the last row, and keeps the active row', async () => {
  const { asked: requests, search } = slowServer()
  search.type({ box: 'maria' })
  requests[0]?.respond(resultOf('name', [1, 2, 3], true))
  await expect.poll(() => search.state.value).toMatchObject({ more: 'there' })
  search.moveTo(1)
  expect(requests).toHaveLength(1)
  search.moveTo(2)
  await search.more()
  expect(requests.map(({ limit }) => limit)).toEqual([firstRows, mostSearchRows])
  expect(search.state.value).toMatchObject({ more: 'asked' })
  // The second response has one more row before the active one.
  requests[1]?.respond(resultOf('name', [1, 9, 2, 3, 4], true))
  await expect.poll(() => search.state.value).toMatchObject({ more: 'none' })
  expect(search.active.value).toBe(3)
})

test('drops remaining rows of an earlier search, and can retry a failed request for them', async () => {
  const { asked: requests, search } = slowServer()
  search.type({ box: 'maria' })
  requests[0]?.respond(resultOf('name', [1], true))
  await expect.poll(() => search.state.value).toMatchObject({ more: 'there' })
  const failed = search.more()
  requests[1]?.fail()
  await failed
  expect(search.state.value).toEqual(foundState(resultOf('name', [1], true), 'refused'))
  const late = search.more()
  const next = search.submit({ box: 'mario' })
  requests[2]?.respond(resultOf('name', [1, 2]))
  requests[3]?.respond(resultOf('name', [7]))
  await Promise.all([late, next])
  expect(search.state.value).toEqual(foundState(resultOf('name', [7])))
})

test('requests only the first rows on Enter, so that it names no people whom nobody reads', async () => {
  const { asked: requests, search } = slowServer()
  const entered = search.submit({ box: 'maria' })
  expect(requests[0]?.limit).toBe(firstRows)
  requests[0]?.respond(resultOf('name', [1], true))
  await entered
  expect(search.state.value).toMatchObject({ more: 'there' })
  vi.advanceTimersByTime(rest)
  search.type({ box: 'mario' })
  requests[1]?.respond(resultOf('name', [1], true))
  await search.submit({ box: 'mario' })
  expect(requests.map(({ limit }) => limit)).toEqual([firstRows, firstRows])
})

test('restores scroll position and row on return, and starts a new result at the top', async () => {
  const { asked: requests, search } = slowServer()
  const first = search.submit({ box: 'maria' })
  requests[0]?.respond(resultOf('name', [1, 2]))
  await first
  search.moveTo(1)
  Object.assign(search.place, { scroll: 40, tableScroll: 700 })
  expect([search.active.value, search.place.tableScroll]).toEqual([1, 700])
  const second = search.submit({ box: 'mario' })
  requests[1]?.respond(resultOf('name', [3]))
  await second
  expect([search.active.value, search.place]).toEqual([-1, { scroll: 0, tableScroll: 0 }])
})

test('does not search by a filter alone, and keeps the filter for the next typed text', () => {
  expect(isAsking({ division: 'north', hasWebUser: true, showAllPremises: true, limit: 50 })).toBe(false)
  expect(isAsking({ box: '  ' })).toBe(false)
  expect(isAsking({ division: 'north', street: 'oak' })).toBe(true)
  const { asked: requests, search } = slowServer({ division: 'north' })
  search.type({ ...search.terms.value, box: 'maria' })
  expect(requests[0]?.terms).toEqual({ division: 'north', box: 'maria' })
})

/** Pauses of retries, each of which the test ends. */
function heldPauses() {
  const pauses: { attempt: number; end: () => void }[] = []
  const patience = (attempt: number) =>
    new Promise<void>((resolve) => void pauses.push({ attempt, end: resolve }))
  return { pauses, patience }
}

test('retries after the network is back until a response comes, also where the first request fails', async () => {
  const { asked: requests, search } = slowServer()
  const { pauses, patience } = heldPauses()
  const failed = search.submit({ box: 'maria' })
  requests[0]?.fail()
  await failed
  const again = searchAgain(search, patience, new AbortController().signal)
  requests[1]?.fail()
  await vi.waitFor(() => expect(pauses.map(({ attempt }) => attempt)).toEqual([0]))
  pauses[0]?.end()
  await vi.waitFor(() => expect(requests).toHaveLength(3))
  requests[2]?.respond(resultOf('name'))
  await again
  expect(search.state.value).toEqual(foundState(resultOf('name')))
})

test('retries a search that was in flight when the network came back and then failed', async () => {
  const { asked: requests, search } = slowServer()
  const { pauses, patience } = heldPauses()
  void search.submit({ box: 'maria' })
  const again = searchAgain(search, patience, new AbortController().signal)
  requests[0]?.fail()
  await vi.waitFor(() => expect(pauses).toHaveLength(1))
  pauses[0]?.end()
  await vi.waitFor(() => expect(requests).toHaveLength(2))
  requests[1]?.respond(resultOf('name'))
  await again
  expect(search.state.value).toEqual(foundState(resultOf('name')))
})

test('ends its retries when the network is gone again, or when the CSR searched meanwhile', async () => {
  const { asked: requests, search } = slowServer()
  const { pauses, patience } = heldPauses()
  const failed = search.submit({ box: 'maria' })
  requests[0]?.fail()
  await failed
  const stop = new AbortController()
  const stopped = searchAgain(search, patience, stop.signal)
  requests[1]?.fail()
  await vi.waitFor(() => expect(pauses).toHaveLength(1))
  stop.abort()
  pauses[0]?.end()
  await stopped
  expect(requests).toHaveLength(2)

  const replaced = searchAgain(search, patience, new AbortController().signal)
  requests[2]?.fail()
  await vi.waitFor(() => expect(pauses).toHaveLength(2))
  void search.submit({ box: 'mario' })
  requests[3]?.respond(resultOf('mario'))
  pauses[1]?.end()
  await replaced
  expect(requests).toHaveLength(4)
})

test('does not search again by itself when nothing was refused', async () => {
  const { asked: requests, search } = slowServer()
  await searchAgain(search, heldPauses().patience, new AbortController().signal)
  expect(requests).toHaveLength(0)
})
