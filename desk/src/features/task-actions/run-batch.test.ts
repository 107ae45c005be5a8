import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runBatch } from './run-batch.ts'

test('each once, in order, never more at a time than asked, whatever each takes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(5), { maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      async (turns, atOnce) => {
        const begun: number[] = []
        const over: number[] = []
        let most = 0
        const rows = turns.map((takes, index) => ({ takes, index }))
        await runBatch(
          rows,
          atOnce,
          async ({ takes, index }) => {
            begun.push(index)
            most = Math.max(most, begun.length - over.length)
            for (let turn = 0; turn < takes; turn++) await undefined
            over.push(index)
          },
          () => false,
        )
        expect(begun).toEqual(rows.map(({ index }) => index))
        expect(over.length).toBe(rows.length)
        expect(most).toBeLessThanOrEqual(atOnce)
      },
    ),
  )
})

test('stopped, what is on the way ends and nothing more begins', async () => {
  const begun: number[] = []
  const over: number[] = []
  await runBatch(
    [0, 1, 2, 3, 4, 5],
    2,
    async (row) => {
      begun.push(row)
      await undefined
      over.push(row)
    },
    () => begun.length >= 3,
  )
  expect(begun).toEqual([0, 1, 2])
  expect(over).toEqual([0, 1, 2])
})
