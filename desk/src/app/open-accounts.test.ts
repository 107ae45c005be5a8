import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mostTabs, neighbor, parseTabs, withoutTab, withTab } from './open-accounts.ts'

const [maria, bakery, smith] = [4021778801, 4021900102, 4021900203] as const
const accounts = fc.integer({ min: 1_000_000_000, max: 9_999_999_999 })

test('keeps the place of a customer who is already open', () => {
  expect(withTab([maria, bakery], maria)).toEqual([maria, bakery])
  expect(withTab([maria], bakery)).toEqual([maria, bakery])
})

test('shows the tab to the right of a closed tab, or else the one to the left', () => {
  expect(withoutTab([maria, bakery, smith], bakery)).toEqual({ tabs: [maria, smith], next: smith })
  expect(withoutTab([maria, bakery], bakery)).toEqual({ tabs: [maria], next: maria })
  expect(withoutTab([maria], maria)).toEqual({ tabs: [], next: undefined })
})

test('continues at the other end of the strip', () => {
  expect(neighbor([maria, bakery], bakery, 1)).toBe(maria)
  expect(neighbor([maria, bakery], maria, -1)).toBe(bakery)
  expect(neighbor([maria, bakery], undefined, 1)).toBe(maria)
  expect(neighbor([maria, bakery], undefined, -1)).toBe(bakery)
  expect(neighbor([], undefined, 1)).toBeUndefined()
})

test('reads stored tabs, and leaves out what is not an account number', () => {
  expect(parseTabs(`${maria},${bakery},${maria}`)).toEqual([maria, bakery])
  expect(parseTabs('Maria Alvarez,12,<b>')).toEqual([])
  expect(parseTabs(null)).toEqual([])
})

test('never keeps more tabs than fit, and keeps the newest', () => {
  fc.assert(
    fc.property(fc.array(accounts), accounts, (opened, last) => {
      const tabs = [...opened, last].reduce(withTab, [] as readonly number[])
      expect(tabs.length).toBeLessThanOrEqual(mostTabs)
      expect(tabs).toContain(last)
      expect(parseTabs(tabs.join(','))).toEqual(tabs)
    }),
  )
})
