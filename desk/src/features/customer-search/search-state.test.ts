import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSearch, type Found, isAsking, type Terms } from './search-state.ts'

const answer = (understoodAs: string): Found => ({
  rows: [],
  understoodAs: [understoodAs],
  isCut: false,
  uniqueAccountId: null,
})

/** A server whose answers come when the test says so. */
function slowServer() {
  const asked: { terms: Terms; signal: AbortSignal; answer: (found: Found) => void; fail: () => void }[] = []
  const ask = (terms: Terms, signal: AbortSignal) =>
    new Promise<Found>((resolve, reject) => {
      asked.push({ terms, signal, answer: resolve, fail: () => reject(new Error('refused')) })
    })
  return { asked, search: createSearch({ ask, refusalOf: () => ({ reason: 'out-of-order' }) }) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('typing asks once, after a rest', () => {
  const { asked, search } = slowServer()
  for (const box of ['m', 'ma', 'mar']) search.type({ box })
  vi.advanceTimersByTime(149)
  expect(asked).toHaveLength(0)
  vi.advanceTimersByTime(1)
  expect(asked.map(({ terms }) => terms)).toEqual([{ box: 'mar' }])
})

test('an answer to an earlier question is dropped, however late it comes', async () => {
  const { asked, search } = slowServer()
  const first = search.submit({ box: 'maria' })
  const second = search.submit({ box: 'mario' })
  asked[1]?.answer(answer('mario'))
  asked[0]?.answer(answer('maria'))
  expect(await first).toBeUndefined()
  expect((await second)?.understoodAs).toEqual(['mario'])
  expect(asked[0]?.signal.aborted).toBe(true)
  expect(search.state.value).toEqual({ state: 'found', found: answer('mario') })
})

test('a refusal of an earlier question is dropped as well', async () => {
  const { asked, search } = slowServer()
  const first = search.submit({ box: 'a' })
  const second = search.submit({ box: 'b' })
  asked[0]?.fail()
  await first
  expect(search.state.value.state).toBe('searching')
  asked[1]?.fail()
  await second
  expect(search.state.value).toEqual({ state: 'refused', refusal: { reason: 'out-of-order' } })
})

test('Enter takes the answer that is here or on the way, and asks again after a refusal', async () => {
  const { asked, search } = slowServer()
  search.type({ box: 'maria' })
  vi.advanceTimersByTime(150)
  const entered = search.submit({ box: 'maria' })
  expect(asked).toHaveLength(1)
  asked[0]?.fail()
  await entered
  const again = search.submit({ box: 'maria' })
  asked[1]?.answer(answer('name'))
  expect((await again)?.understoodAs).toEqual(['name'])
  expect((await search.submit({ box: 'maria' }))?.understoodAs).toEqual(['name'])
  expect(asked).toHaveLength(2)
})

test('what was found stays while the next question is on the way; an emptied box clears it', async () => {
  const { asked, search } = slowServer()
  const done = search.submit({ box: 'maria' })
  asked[0]?.answer(answer('name'))
  await done
  search.moveTo(3)
  search.type({ box: 'maria a' })
  vi.advanceTimersByTime(150)
  expect(search.state.value).toEqual({ state: 'searching', last: answer('name') })
  search.type({ box: '' })
  expect(search.state.value).toEqual({ state: 'idle' })
  expect(search.active.value).toBe(-1)
  expect(asked[1]?.signal.aborted).toBe(true)
})

test('a filter alone looks for nothing', () => {
  expect(isAsking({ division: 'north', hasWebUser: true, showAllPremises: true })).toBe(false)
  expect(isAsking({ box: '  ' })).toBe(false)
  expect(isAsking({ division: 'north', street: 'oak' })).toBe(true)
})
