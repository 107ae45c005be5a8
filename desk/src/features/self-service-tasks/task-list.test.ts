import type { TaskOrder } from '@porchlight/contract/task-query.ts'
import { expect, test } from 'vitest'
import { createTaskList, type TaskRow } from './task-list.ts'

const order: TaskOrder = { sort: 'created', direction: 'descending' }
const row = (taskId: number) => ({ taskId, state: 'pending', version: 1 }) as TaskRow
const refusalOf = () => ({ reason: 'out-of-order' }) as const

/** Returns a task list whose server responds when the test tells it to. */
function serverOf() {
  const requests: {
    body: object
    respond: (ids: number[], nextCursor?: string | null) => void
    fail: () => void
  }[] = []
  const list = createTaskList(
    (body) =>
      new Promise((resolve, reject) => {
        requests.push({
          body,
          respond: (ids, nextCursor = null) => resolve({ tasks: ids.map(row), nextCursor, isNameCut: false }),
          fail: () => reject(new Error('down')),
        })
      }),
    refusalOf,
  )
  return { list, asked: requests }
}
const ids = ({ held }: ReturnType<typeof serverOf>['list']) => held.value.rows?.map(({ taskId }) => taskId)

test('loads page after page, and sends no request for the same query again', async () => {
  const { list, asked: requests } = serverOf()
  const first = list.show({ states: ['error'] }, order)
  requests[0]?.respond([3, 2], 'behind 2')
  await first
  const second = list.more()
  expect(requests[1]?.body).toEqual({ states: ['error'], ...order, cursor: 'behind 2' })
  requests[1]?.respond([1])
  await second
  expect([ids(list), list.held.value.nextCursor]).toEqual([[3, 2, 1], null])
  list.place.scroll = 400
  await list.show({ states: ['error'] }, order)
  expect([requests.length, list.place.scroll]).toEqual([2, 400])
})

test('drops every response but that of the latest request', async () => {
  const { list, asked: requests } = serverOf()
  const first = list.show({}, order)
  const second = list.show({ show: 'open' }, order)
  requests[1]?.respond([7])
  requests[0]?.respond([1, 2, 3])
  await Promise.all([first, second])
  expect(ids(list)).toEqual([7])
})

test('refetches after a page if a live change came while it was in flight', async () => {
  const { list, asked: requests } = serverOf()
  const first = list.show({}, order)
  await list.refresh()
  expect(requests).toHaveLength(1)
  requests[0]?.respond([2, 1])
  await first
  expect(requests).toHaveLength(2)
  requests[1]?.respond([3, 2, 1])
  await expect.poll(() => list.held.value.news?.added).toBe(1)
  expect([ids(list), requests.length]).toEqual([[2, 1], 2])
})

test('refetches after a refetch if a live change came while it was in flight', async () => {
  const { list, asked: requests } = serverOf()
  const first = list.show({}, order)
  requests[0]?.respond([1])
  await first
  const refetch = list.refresh()
  void list.refresh()
  expect(requests).toHaveLength(2)
  // This response was read before the second change.
  requests[1]?.respond([2, 1])
  await expect.poll(() => requests.length).toBe(3)
  requests[2]?.respond([3, 2, 1])
  await refetch
  expect([ids(list), list.held.value.news?.added, requests.length]).toEqual([[1], 2, 3])
})

test('refetches after a reload that overtook a refetch', async () => {
  const { list, asked: requests } = serverOf()
  const first = list.show({}, order)
  requests[0]?.respond([1])
  await first
  const overtaken = list.refresh()
  const again = list.again()
  requests[2]?.respond([2, 1])
  await again
  const refetch = list.refresh()
  expect(requests).toHaveLength(4)
  requests[1]?.respond([1])
  await overtaken
  requests[3]?.respond([3, 2, 1])
  await refetch
  expect([ids(list), list.held.value.news?.added, requests.length]).toEqual([[2, 1], 1, 4])
})

test('keeps the earlier pages after a refused page, and can retry it', async () => {
  const { list, asked: requests } = serverOf()
  const first = list.show({}, order)
  requests[0]?.respond([2], 'x')
  await first
  const more = list.more()
  requests[1]?.fail()
  await more
  expect([ids(list), list.held.value.refusal]).toEqual([[2], { reason: 'out-of-order' }])
  const again = list.more()
  requests[2]?.respond([1])
  await again
  expect([ids(list), list.held.value.refusal]).toEqual([[2, 1], undefined])
})

test('keeps only loaded rows chosen', async () => {
  const { list, asked: requests } = serverOf()
  const first = list.show({}, order)
  requests[0]?.respond([3, 2, 1])
  await first
  list.choose([3, 1], true)
  list.choose([3], false)
  expect([...list.chosen.value]).toEqual([1])
  const again = list.again()
  // The rows stay until the response arrives.
  expect(ids(list)).toEqual([3, 2, 1])
  requests[1]?.respond([3, 2])
  await again
  expect([...list.chosen.value]).toEqual([])
})
