import fc from 'fast-check'
import { expect, test } from 'vitest'
import { updatedInPlace } from './updated-in-place.ts'

const row = (id: number, text = '') => ({ id, text })
const keyOf = ({ id }: { id: number }) => id
const whole = { isWhole: true, isShownWhole: true }
const cut = { isWhole: false, isShownWhole: false }
const ids = (rows: readonly { id: number }[]) => rows.map(keyOf)

test('updates a changed row in place, and counts new rows instead of inserting them', () => {
  const { rows, news } = updatedInPlace(
    [row(3), row(2), row(1)],
    [row(5), row(4), row(3), row(2, 'changed'), row(1)],
    keyOf,
    whole,
  )
  expect(rows).toEqual([row(3), row(2, 'changed'), row(1)])
  expect(news).toEqual({ added: 2, gone: new Set() })
})

test('keeps a removed row in place and reports it', () => {
  const { rows, news } = updatedInPlace([row(3), row(2), row(1)], [row(3), row(1)], keyOf, whole)
  expect(ids(rows)).toEqual([3, 2, 1])
  expect(news).toEqual({ added: 0, gone: new Set([2]) })
})

test('reports nothing about rows behind the end of a truncated list', () => {
  expect(updatedInPlace([row(3), row(2), row(1)], [row(4), row(3), row(2)], keyOf, cut).news).toEqual({
    added: 1,
    gone: new Set(),
  })
  // A row behind the last shown row is older, not new.
  expect(updatedInPlace([row(3), row(2)], [row(3), row(2), row(1)], keyOf, cut).news).toBeUndefined()
  const toItsEnd = { isWhole: true, isShownWhole: false }
  expect(updatedInPlace([row(3), row(2)], [row(3), row(2), row(1)], keyOf, toItsEnd).news).toBeUndefined()
  // If the whole list is shown, a row behind its end is new, as in lists that begin with the oldest row.
  expect(updatedInPlace([row(1), row(2)], [row(1), row(2), row(3)], keyOf, whole).news?.added).toBe(1)
})

test('never moves a row that is shown', () => {
  const list = fc.uniqueArray(fc.integer({ min: 1, max: 40 })).map((all) => all.map((id) => row(id)))
  fc.assert(
    fc.property(list, list, fc.boolean(), fc.boolean(), (shown, fresh, isWhole, isShownWhole) => {
      const { rows, news } = updatedInPlace(shown, fresh, keyOf, { isWhole, isShownWhole })
      expect(ids(rows)).toEqual(ids(shown))
      for (const key of news?.gone ?? []) expect(ids(fresh)).not.toContain(key)
    }),
  )
})
