import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mostTabs, neighbor, parseTabs, withoutTab, withTab } from './open-accounts.ts'

const [maria, bakery, smith] = [4021778801, 4021900102, 4021900203] as const
const accounts = fc.integer({ min: 1_000_000_000, max: 9_999_999_999 })

test('a customer who is open already keeps the place', () => {
  expect(withTab([maria, bakery], maria)).toEqual([maria, bakery])
  expect(withTab([maria], bakery)).toEqual([maria, bakery])
})

test('closing shows the right neighbor, else the left', () => {
  expect(withoutTab([maria, bakery, smith], bakery)).toEqual({ tabs: [maria, smith], next: smith })
  expect(withoutTab([maria, bakery], bakery)).toEqual({ tabs: [maria], next: maria })
  expect(withoutTab([maria], maria)).toEqual({ tabs: [], next: undefined })
})

test('keys go round the ends', () => {
  expect(neighbor([maria, bakery], bakery, 1)).toBe(maria)
  expect(neighbor([maria, bakery], maria, -1)).toBe(bakery)
  expect(neighbor([maria, bakery], undefined, 1)).toBe(maria)
  expect(neighbor([maria, bakery], undefined, -1)).toBe(bakery)
  expect(neighbor([], undefined, 1)).toBeUndefined()
})

test('what is stored is read again; what is no account number is left out', () => {
  expect(parseTabs(`${maria},${bakery},${maria}`)).toEqual([maria, bakery])
  expect(parseTabs('Maria Alvarez,12,<b>')).toEqual([])
  expect(parseTabs(null)).toEqual([])
})

test('never more tabs than fit, and the newest is among them', () => {
  fc.assert(
    fc.property(fc.array(accounts), accounts, (opened, last) => {
      const tabs = [...opened, last].reduce(withTab, [] as readonly number[])
      expect(tabs.length).toBeLessThanOrEqual(mostTabs)
      expect(tabs).toContain(last)
      expect(parseTabs(tabs.join(','))).toEqual(tabs)
    }),
  )
})
