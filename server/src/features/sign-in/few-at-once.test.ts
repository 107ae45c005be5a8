import { expect, test } from 'vitest'
import { fewAtOnce, mostWaiting } from './few-at-once.ts'

test('runs four at once and the others in their order, and refuses what is beyond the queue', async () => {
  const begun: number[] = []
  let finishAll = () => {}
  const finished = new Promise<void>((resolve) => {
    finishAll = resolve
  })
  const all = Array.from({ length: 4 + mostWaiting }, (_, number) =>
    fewAtOnce(async () => {
      begun.push(number)
      await finished
      return number
    }),
  )
  await expect(fewAtOnce(async () => 'too late')).rejects.toMatchObject({
    reason: 'out-of-order',
    status: 503,
  })
  expect(begun).toEqual([0, 1, 2, 3])
  finishAll()
  expect(await Promise.all(all)).toEqual(all.map((_, number) => number))
  expect(begun).toEqual(all.map((_, number) => number))
  expect(await fewAtOnce(async () => 'in time')).toBe('in time')
})

test('work that fails frees its place', async () => {
  for (let round = 0; round < 12; round += 1)
    await expect(fewAtOnce(() => Promise.reject(new Error('wrong')))).rejects.toThrow('wrong')
  expect(await fewAtOnce(async () => 'free')).toBe('free')
})
