import { describe, expect, test } from 'vitest'
import { differencesOf } from './differences.ts'

describe('a list of the bank and our books', () => {
  const ours = (state: string, amountCents = 500) => [
    { key: 'k', taskId: 7, accountId: 1_000_000_001, amountCents, state },
  ]
  const listed = (state: string, amountCents = 500) => [{ key: 'k', amountCents, state }]

  test.each([
    ['made by both', ours('accepted'), listed('accepted')],
    ['returned by both', ours('returned'), listed('returned')],
    ['refused, and not in the list', ours('refused'), []],
    ['still waiting', ours('waiting'), listed('accepted')],
  ])('agree on a transfer that is %s', (_, mine, theirs) =>
    expect(differencesOf(mine, [], theirs)).toEqual([]),
  )

  test.each([
    ['only the bank has', [], listed('accepted'), '500 cents, accepted', 'nothing'],
    ['only we have', ours('accepted'), [], 'nothing', '500 cents, accepted'],
    ['the bank refused by our books', ours('refused'), listed('accepted'), '500 cents, accepted', 'nothing'],
    [
      'has another amount',
      ours('accepted', 501),
      listed('accepted'),
      '500 cents, accepted',
      '501 cents, accepted',
    ],
    [
      'the bank took back',
      ours('accepted'),
      listed('returned'),
      '500 cents, returned',
      '500 cents, accepted',
    ],
  ])('differ on a transfer that %s, with both sides named', (_, mine, theirs, theySay, weSay) =>
    expect(differencesOf(mine, [], theirs)).toMatchObject([{ key: 'k', theySay, weSay }]),
  )
})
