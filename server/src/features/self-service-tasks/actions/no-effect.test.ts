import { finalStates, taskStates, taskTypes } from '@porchlight/contract/task-types.ts'
import { wordsOf } from '@porchlight/locales/words.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { taskTypes as declarations } from '#features.ts'
import { effectOf } from '#tasks/lifecycle/effect-of.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let ines: Browser
beforeAll(async () => {
  app = await createTestApp()
  ines = await app.asCsr('ines.ferreira')
})
afterAll(() => app.close())

const withoutEffect = taskTypes.filter((taskType) => effectOf(declarations[taskType]) === 'none')

async function makeTask(taskType: string, state: string): Promise<number> {
  const [row] =
    await app.owner`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address,
      ip_address, self_service_user_id, payload, correlation_id, created_at, updated_at)
    VALUES (${taskType}, ${state}, ${town.mariaAccount}, 'customer', 'm.alvarez', 'm.alvarez@example.com', '192.0.2.10',
      ${town.maria}, '{}', gen_random_uuid(), now(), now())
    RETURNING self_service_task_id AS task_id`
  return Number(row?.taskId)
}

test.each(withoutEffect)(
  '%s has no effect yet: no state lets a CSR complete it, by hand or otherwise',
  async (taskType) => {
    const { moves } = declarations[taskType].lifecycle
    const states = taskStates.filter((state) => !finalStates.includes(state))
    for (const state of states.filter((from) => moves.some((move) => move.from === from))) {
      const taskId = await makeTask(taskType, state)
      const [task] = (await ines.api.queryTasks({ body: { taskId } })).tasks
      const completing = task?.actions.filter(({ to }) => to === 'completed') ?? []
      expect(completing.filter(({ may }) => may === 'ok')).toEqual([])
      const refusal = await ines.api
        .performTaskAction({
          params: { taskId, action: 'complete-by-hand' },
          body: { version: task?.version ?? 1, reason: 'x' },
        })
        .catch((refused) => refused)
      const reason = completing.length > 0 ? 'effect-not-made' : 'move-not-allowed'
      expect([state, refusal.status, refusal.body?.reason]).toEqual([state, 409, reason])
      const [row] =
        await app.owner`SELECT state FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
      expect(row?.state).toBe(state)
    }
    // Both sides of the sentence that the desk shows: why it is refused, and what is left to do.
    const [inError] = (await ines.api.queryTasks({ body: { taskId: await makeTask(taskType, 'error') } }))
      .tasks
    expect(inError?.actions.map(({ action, may }) => [action, may])).toEqual([
      ['discard', 'ok'],
      ['retry', 'ok'],
      ['complete-by-hand', 'effect-not-made'],
      ['assign', 'ok'],
      ['note', 'ok'],
    ])
  },
)

test('the refusal is a sentence in both languages, and says what to do', () => {
  expect(wordsOf('desk').en['reason.effect-not-made']).toMatch(/cannot be completed.*[Dd]iscard/)
  expect(wordsOf('desk').es['reason.effect-not-made']).toMatch(/no se puede completar.*[Dd]esc/)
})
