import type { Api } from '@porchlight/contract/api.ts'
import type { Input } from '@porchlight/contract/endpoint.ts'
import type { OfferedAction } from '@porchlight/contract/task-actions.ts'
import {
  finalStates,
  type TaskState,
  taskActions,
  taskStates,
  taskTypes,
} from '@porchlight/contract/task-types.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { taskTypes as declarations } from '#features.ts'
import { effectOf } from '#tasks/lifecycle/effect-of.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let amara: Browser
let ines: Browser
let tom: Browser
beforeAll(async () => {
  app = await createTestApp()
  amara = await app.asCsr('amara.okafor')
  ines = await app.asCsr('ines.ferreira')
  tom = await app.asCsr('tom.becker')
})
afterAll(() => app.close())

type Made = { csrId?: string; preparedBy?: string; accountId?: number }

/** A task of a customer, or of a CSR at the desk. */
async function made(taskType: string, state: TaskState, { csrId, preparedBy, accountId }: Made = {}) {
  const [row] =
    await app.owner`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, csr_id,
      prepared_by_csr_id, email_address, ip_address, self_service_user_id, payload, correlation_id, created_at, updated_at)
    VALUES (${taskType}, ${state}, ${accountId ?? town.mariaAccount}, ${csrId ? 'csr' : 'customer'}, ${csrId ?? 'm.alvarez'},
      ${csrId ?? null}, ${preparedBy ?? null}, ${csrId ? null : 'm.alvarez@example.com'}, '192.0.2.10', ${town.maria}, '{}',
      gen_random_uuid(), now(), now())
    RETURNING self_service_task_id AS task_id`
  return Number(row?.taskId)
}
const listed = async (who: Browser, taskId: number) =>
  (await who.api.queryTasks({ body: { taskId } })).tasks[0]?.actions
const read = async (who: Browser, taskId: number) => (await who.api.readTask({ params: { taskId } })).actions
const mayOf = (actions: OfferedAction[] | undefined, action: string) =>
  actions?.find((offered) => offered.action === action)?.may

test('a task lists its actions, their needs, and whether this CSR may take them; list and detail agree', async () => {
  const taskId = await made('budget-billing', 'awaiting-approval')
  const offered = [
    { action: 'discard', to: 'discarded', needs: ['reason'], may: 'ok' },
    { action: 'approve', to: 'pending', needs: ['amount'], may: 'ok' },
    { action: 'reject', to: 'rejected', needs: ['reason'], may: 'ok' },
    { action: 'assign', to: 'awaiting-approval', needs: [], may: 'ok' },
    { action: 'note', to: 'awaiting-approval', needs: ['reason'], may: 'ok' },
  ]
  expect(await listed(ines, taskId)).toEqual(offered)
  expect(await read(ines, taskId)).toEqual(offered)
  expect(mayOf(await listed(amara, taskId), 'approve')).toBe('permission-missing')
  expect(mayOf(await read(amara, taskId), 'discard')).toBe('ok')
  expect(new Set((await read(tom, taskId)).map(({ may }) => may))).toEqual(new Set(['permission-missing']))
})

test('tells the CSR who made or prepared a task that a colleague has to approve it', async () => {
  const mine = await made('payment-extension', 'awaiting-approval', { csrId: 'ines.ferreira' })
  const prepared = await made('payment-extension', 'awaiting-approval', { preparedBy: 'ines.ferreira' })
  const others = await made('payment-extension', 'awaiting-approval', { csrId: 'amara.okafor' })
  for (const ask of [listed, read]) {
    expect(mayOf(await ask(ines, mine), 'approve')).toBe('own-request')
    expect(mayOf(await ask(ines, prepared), 'approve')).toBe('own-request')
    expect(mayOf(await ask(ines, others), 'approve')).toBe('ok')
    expect(mayOf(await ask(ines, mine), 'reject')).toBe('ok')
  }
})

test('offers no action on a final task, and at least a note on every other', async () => {
  for (const state of taskStates) {
    const taskId = await made('paperless', state)
    const actions = await listed(amara, taskId)
    if (finalStates.includes(state)) expect([state, actions]).toEqual([state, []])
    else expect([state, mayOf(actions, 'note')]).toEqual([state, 'ok'])
  }
})

test('asks for a further reason on a protected customer’s task until one is given', async () => {
  const taskId = await made('service-start', 'error', { accountId: town.protectedAccount })
  expect(mayOf(await listed(amara, taskId), 'retry')).toBe('further-reason-required')
  expect(mayOf(await listed(tom, taskId), 'retry')).toBe('permission-missing')
  await amara.api.openProtected({
    params: { accountId: town.protectedAccount },
    body: { kind: 'task', reference: 'T-1' },
  })
  expect(mayOf(await listed(amara, taskId), 'retry')).toBe('ok')
  expect(mayOf(await read(amara, taskId), 'retry')).toBe('ok')
  // Another CSR's reason is another CSR's.
  expect(mayOf(await listed(ines, taskId), 'retry')).toBe('further-reason-required')
})

test('lists the approval of a task of the CSR’s own account as refused, as performing it is', async () => {
  const taskId = await made('budget-billing', 'awaiting-approval')
  await app.owner`UPDATE csr_users SET person_id = 1 WHERE csr_id = 'ines.ferreira'`
  try {
    await ines.api.openProtected({
      params: { accountId: town.mariaAccount },
      body: { kind: 'task', reference: 'T-2' },
    })
    expect(mayOf(await listed(ines, taskId), 'approve')).toBe('own-account')
    expect(mayOf(await read(ines, taskId), 'approve')).toBe('own-account')
    expect(mayOf(await listed(ines, taskId), 'reject')).toBe('ok')
    await expect(perform('approve', taskId)).rejects.toMatchObject({ body: { reason: 'own-account' } })
  } finally {
    await app.owner`UPDATE csr_users SET person_id = NULL WHERE csr_id = 'ines.ferreira'`
  }
})

test('lists the actions of a protected person’s task without an account as its page does: no reason can be given', async () => {
  const taskId = await made('paperless', 'error')
  await app.owner`UPDATE self_service_tasks SET account_id = NULL WHERE self_service_task_id = ${taskId}`
  const links = await app.owner`DELETE FROM web_user_accounts WHERE web_user_id = ${town.maria} RETURNING *`
  await app.owner`UPDATE persons SET is_protected = true WHERE person_id = 1`
  try {
    expect(mayOf(await listed(amara, taskId), 'note')).toBe('ok')
    expect(mayOf(await read(amara, taskId), 'note')).toBe('ok')
    await amara.api.performTaskAction({
      params: { taskId, action: 'note' },
      body: { version: 1, reason: 'looked at' },
    })
  } finally {
    await app.owner`UPDATE persons SET is_protected = false WHERE person_id = 1`
    for (const { webUserId, accountId, role } of links)
      await app.owner`INSERT INTO web_user_accounts (web_user_id, account_id, role)
        VALUES (${webUserId}, ${accountId}, ${role})`
  }
})

/** One type for each combination of lifecycle, actions and maker of the effect. */
const kinds = [
  ...new Map(
    taskTypes.map((type) => {
      const { lifecycle, csrActions } = declarations[type]
      return [JSON.stringify([lifecycle.name, csrActions, effectOf(declarations[type])]), type]
    }),
  ).values(),
]
const moving = taskActions.filter((action) => !['assign', 'note', 'resend'].includes(action))

test('accepts every offered action with the state that it names, and refuses every other', async () => {
  for (const taskType of kinds) {
    for (const state of taskStates.filter((name) => !finalStates.includes(name))) {
      const taskId = await made(taskType, state)
      const offered = (await listed(ines, taskId)) ?? []
      for (const action of moving) {
        const offer = offered.find((one) => one.action === action)
        const done = perform(action, offer ? await made(taskType, state) : taskId)
        if (offer && offer.may !== 'ok')
          await expect(done).rejects.toMatchObject({ body: { reason: offer.may } })
        else if (offer)
          expect([taskType, state, action, (await done).state]).toEqual([taskType, state, action, offer.to])
        else await expect(done).rejects.toMatchObject({ body: { reason: 'move-not-allowed' } })
      }
    }
  }
})

function perform(action: OfferedAction['action'], taskId: number) {
  const more = {
    ...(action === 'approve' && { amountCents: 100 }),
    ...(action === 'reschedule' && { scheduledOn: '2090-01-02' }),
    ...(action === 'assign' && { assignTo: null }),
  }
  const request = { params: { taskId, action }, body: { version: 1, reason: 'x', ...more } }
  return ines.api.performTaskAction(request as Input<Api['performTaskAction']>)
}

test('lists active CSRs and groups by name as assignees, to a CSR who may assign', async () => {
  const { csrs, groups } = await amara.api.listAssignees()
  expect(csrs.map(({ csrId }) => csrId)).toEqual([
    'amara.okafor',
    'ines.ferreira',
    'kenji.sato',
    'tom.becker',
  ])
  expect(groups).toContainEqual({ csrGroup: 'supervisors', name: 'Supervisors' })
  expect(Object.keys(csrs[0] ?? {})).toEqual(['csrId', 'name'])
  await app.owner`UPDATE csr_users SET is_active = false WHERE csr_id = 'kenji.sato'`
  expect((await amara.api.listAssignees()).csrs.map(({ csrId }) => csrId)).not.toContain('kenji.sato')
  await expect(tom.api.listAssignees()).rejects.toMatchObject({ body: { reason: 'permission-missing' } })
})

test('names the action in the log line that it made', async () => {
  const taskId = await made('service-start', 'error')
  await app.owner`INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor)
    VALUES (${taskId}, 1, now(), 'error', 'system')`
  await amara.api.performTaskAction({
    params: { taskId, action: 'note' },
    body: { version: 1, reason: 'called back' },
  })
  const task = await amara.api.readTask({ params: { taskId } })
  expect(task).toMatchObject({ version: 2, assignedTo: null, scheduledOn: null })
  expect(task.log).toMatchObject([{ action: null }, { action: 'note', reason: 'called back' }])
})
