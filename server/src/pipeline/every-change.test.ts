import { changes } from '@porchlight/contract/endpoint.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepare, send, walked } from '#testing/examples/examples.ts'
import { type ExampleName, openScene, rowsWithoutAccount, type Scene } from '#testing/examples/scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

/** Sends an endpoint's example as an actor who may send it. The request succeeds. */
async function succeed(name: ExampleName, before: () => Promise<void> = async () => {}) {
  const { sender, by, input } = await prepare(scene, name)
  await before()
  if (by === 'payment-page') {
    expect(await scene.app.webhook(input.body as object)).toMatchObject({ status: 200 })
    return
  }
  const { status, text } = await send(sender, name, input)
  expect({ status, text }).toMatchObject({ status: 200 })
}

const lastEntry = async () =>
  Number((await scene.owner`SELECT coalesce(max(record_entry_id), 0) AS last FROM record_entries`)[0]?.last)
const tasks = async () => {
  const rows =
    await scene.owner`SELECT self_service_task_id AS task_id, task_type, version FROM self_service_tasks ORDER BY 1`
  return rows.map(({ taskId, taskType, version }) => ({ taskId, taskType, version }))
}

describe('every endpoint that changes something leaves one record row, and its self-service task', () => {
  test.each(walked.filter(([, e]) => changes(e)))('%s', async (name, e) => {
    const before = { entry: 0, tasks: [] as Awaited<ReturnType<typeof tasks>> }
    await succeed(name, async () => {
      before.entry = await lastEntry()
      before.tasks = await tasks()
    })
    // An alert about a change has its own row.
    const entries = await scene.owner`SELECT event, action, self_service_task_id AS task_id
      FROM record_entries WHERE record_entry_id > ${before.entry} AND event <> 'alert'`
    // The record has one action for the end of a masquerade, whichever actor ends it.
    const action = /^(support-visit:end|masquerade:(leave|end-own|end-any|end-many))$/.test(e.action)
      ? 'masquerade:end'
      : e.action
    expect(entries).toEqual([expect.objectContaining({ action })])
    const tasksBefore = new Set(before.tasks.map((task) => JSON.stringify(task)))
    const changed = (await tasks()).filter((task) => !tasksBefore.has(JSON.stringify(task)))
    const own = changed.filter(({ taskType }) => taskType === e.task)
    expect(own).toHaveLength(e.task ? 1 : 0)
    if (e.task) expect(entries[0]?.taskId).toBe(own[0]?.taskId)
  })

  test('and each row about a masquerade names its account', async () => {
    expect(await rowsWithoutAccount(scene)).toEqual([])
  })
})
