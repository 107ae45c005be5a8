import { expect, test } from 'vitest'
import { type Outcome, runAll } from './run-action.ts'

const tasks = Array.from({ length: 11 }, (_, i) => ({ taskId: i + 1, version: 1 }))
const refusalOf = () => ({ reason: 'version-conflict' }) as const

test('every task has one outcome; a refusal does not hinder the others; a few run at a time', async () => {
  let running = 0
  let most = 0
  const outcomes: Outcome[] = []
  const act = async ({ taskId, version }: { taskId: number; version: number }) => {
    running += 1
    most = Math.max(most, running)
    await Promise.resolve()
    running -= 1
    if (taskId % 3 === 0) throw new Error('taken')
    return { state: 'discarded', version: version + 1 }
  }
  await runAll(tasks, act, refusalOf, (outcome) => outcomes.push(outcome), new AbortController().signal)
  expect(outcomes.map(({ taskId }) => taskId).sort((a, b) => a - b)).toEqual(
    tasks.map(({ taskId }) => taskId),
  )
  expect(
    outcomes
      .filter(({ result }) => result === 'refused')
      .map(({ taskId }) => taskId)
      .sort(),
  ).toEqual([3, 6, 9])
  expect(most).toBe(4)
})

test('what was stopped begins nothing more', async () => {
  const stop = new AbortController()
  const outcomes: Outcome[] = []
  const act = async ({ version }: { version: number }) => {
    stop.abort()
    return { state: 'discarded', version }
  }
  await runAll(tasks, act, refusalOf, (outcome) => outcomes.push(outcome), stop.signal)
  expect(outcomes).toHaveLength(1)
})
