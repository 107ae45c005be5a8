import {
  finalStates,
  type TaskAction,
  type TaskState,
  type TaskType,
  taskActions,
} from '@porchlight/contract/task-types.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { taskTypes } from '#features.ts'
import { grantOf } from '#policy/decide.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { cisOutbox } from './delivering/cis-outbox.ts'
import { deliveryAccepted, deliveryRefused } from './delivering/delivery.ts'
import type { TaskDelivery } from './delivering/task-delivery.ts'
import { whenDue } from './lifecycle/task-type.ts'
import { expireTasks } from './working/expire-tasks.ts'
import { retryTasks, workTasks } from './working/work-tasks.ts'

/**
 * Random histories of a task, walked at once in real PostgreSQL (a CSR's actions over HTTP, the worker, the CIS, the clock) and
 * in a model of a few lines; after each step state, version, dueness, log and effect must be the same in both.
 */
const seed = Number(process.env.PORCHLIGHT_SEED ?? 20_261_126)
const payloads: Partial<Record<TaskType, object>> = {
  nickname: { nickname: { before: '', after: 'Home' } },
  'service-start': { address: 'x', services: 'water', startOn: '2090-01-01' },
  'service-add': { address: 'x', service: 'water', startOn: '2090-01-01' },
  'budget-billing': { budgetBilling: { before: false, after: true } },
  'guest-invite': { email: 'g@example.org', role: 'viewer' },
  'one-time-payment': { payBy: 'card' },
}
const types = Object.keys(payloads) as TaskType[]

let isDelivering = false
const taskDelivery: TaskDelivery = { ...cisOutbox(), takes: () => isDelivering }
let app: TestApp
let ines: Browser
beforeAll(async () => {
  app = await createTestApp({ taskDelivery })
  ines = await app.asCsr('ines.ferreira')
})
afterAll(() => app.close())

const installation = testInstallation({ taskDelivery })
const tools = () => ({ pool: app.database.worker, installation, signal: new AbortController().signal })

type Model = {
  taskType: TaskType
  state: TaskState
  version: number
  /** `now`: the worker takes it up; `later`: after a wait; `then`: on its day, years ahead. */
  due: 'now' | 'later' | 'then' | null
  isApplied: boolean
  /** The CIS has it in hand. */
  isTold: boolean
  attempts: number
  /** In days, where it ends by itself. */
  expires: number | null
}
type Real = { taskId: number }

const days = (interval: string | undefined) =>
  interval === undefined ? null : interval === '14 days' ? 14 : 0.03

function come(model: Model, state: TaskState, due?: Model['due']): void {
  const type = taskTypes[model.taskType]
  const plain = whenDue(type, state)
  model.state = state
  model.version++
  model.due = due ?? (plain === 'on-date' ? 'then' : plain)
  model.expires = model.due === null ? days(type.expires?.[state]) : null
}

/** Whether the one effect that the model knows of cannot be made just now. */
let isBroken = false

const step = {
  act:
    (action: TaskAction, isStale: boolean) =>
    async (model: Model, { taskId }: Real) => {
      const type = taskTypes[model.taskType]
      const moving = action === 'assign' || action === 'note' ? undefined : action
      const isThere = moving
        ? type.csrActions[moving]?.includes(model.state)
        : !finalStates.includes(model.state)
      const isTaken =
        isDelivering &&
        model.state === 'processing' &&
        (action === 'discard' || action === 'complete-by-hand')
      const reason = isStale
        ? 'version-conflict'
        : !isThere
          ? 'move-not-allowed'
          : isTaken
            ? 'told-to-cis'
            : 'ok'
      const body = {
        version: model.version + (isStale ? 1 : 0),
        reason: 'because',
        ...(action === 'reschedule' && { scheduledOn: '2091-02-03' }),
        ...(action === 'approve' && { amountCents: 5_000 }),
        ...(action === 'assign' && { assignTo: { csrGroup: 'supervisors' } }),
      }
      const response = await ines.request('POST', `/api/desk/self-service-tasks/${taskId}/${action}`, {
        json: body,
      })
      expect([
        action,
        model.state,
        response.status === 200 ? 'ok' : JSON.parse(response.text).reason,
      ]).toEqual([action, model.state, reason])
      if (reason !== 'ok') return
      if (!moving) model.version++
      else {
        const move = type.lifecycle.moves.find((m) => m.from === model.state && m.action === moving)
        come(model, move?.to ?? model.state, moving === 'retry' ? 'now' : undefined)
        model.attempts = 0
      }
    },
  work: async (model: Model) => {
    // A task that failed in this run is not due at once.
    await workTasks.run(tools())
    await retryTasks.run(tools())
    const type = taskTypes[model.taskType]
    if (model.due !== 'now') return
    if (type.work && !model.isApplied && isBroken) {
      model.attempts++
      const isOver = model.attempts >= type.retries.mostAttempts
      return isOver ? come(model, 'error') : come(model, 'pending', 'later')
    }
    model.isApplied ||= type.work !== undefined
    model.attempts = 0
    model.isTold = isDelivering
    come(model, isDelivering || (type.isDoneByUtility && !model.isApplied) ? 'processing' : 'completed')
  },
  wait: (howLong: number) => async (model: Model) => {
    await app.advanceClock(`${howLong} days`)
    await expireTasks.run(tools())
    if (model.due === 'later') model.due = 'now'
    if (model.expires === null) return
    model.expires -= howLong
    if (model.expires > 0) return
    come(model, 'expired')
  },
  answer:
    (isAccepted: boolean) =>
    async (model: Model, { taskId }: Real) => {
      await app.owner`UPDATE cis_deliveries SET state = ${isAccepted ? 'accepted' : 'refused'}, answered_at = now()
      WHERE self_service_task_id = ${taskId} AND state = 'waiting'`
      const grant = grantOf({ kind: 'system' }, 'job:tell-cis')
      const isOpen = await app.database.worker.begin((sql) =>
        isAccepted
          ? deliveryAccepted({ sql, grant, installation }, taskId)
          : deliveryRefused({ sql, grant, installation }, taskId, 'No.'),
      )
      expect(isOpen).toBe(model.state === 'processing')
      if (!isOpen) return
      model.attempts = 0
      come(model, isAccepted ? 'completed' : 'error')
    },
  breakOrMend: async () => {
    isBroken = !isBroken
    await app.owner.unsafe(`ALTER TABLE web_user_accounts DROP CONSTRAINT IF EXISTS broken`)
    if (isBroken)
      await app.owner.unsafe(
        `ALTER TABLE web_user_accounts ADD CONSTRAINT broken CHECK (nickname = '') NOT VALID`,
      )
  },
  cisOrNot: async () => {
    isDelivering = !isDelivering
  },
}

async function make(taskType: TaskType, state: TaskState): Promise<[Model, Real]> {
  await app.owner.unsafe(`ALTER TABLE web_user_accounts DROP CONSTRAINT IF EXISTS broken`)
  isBroken = false
  isDelivering = false
  await app.owner`UPDATE self_service_tasks SET due_at = NULL WHERE due_at IS NOT NULL`
  await app.owner`UPDATE web_user_accounts SET nickname = '', version = 1`
  await app.owner`UPDATE desk_sessions SET last_used_at = current_instant(), expires_at = current_instant() + interval '10 hours'`
  const model: Model = {
    taskType,
    state,
    version: 0,
    due: null,
    isApplied: false,
    isTold: false,
    attempts: 0,
    expires: null,
  }
  come(model, state)
  const [row] =
    await app.owner`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id,
      email_address, ip_address, self_service_user_id, payload, scheduled_on, due_at, expires_at, correlation_id, created_at, updated_at)
    VALUES (${taskType}, ${state}, ${town.mariaAccount}, 'customer', 'm.alvarez', 'm@example.com', '192.0.2.10', ${town.maria},
      ${app.owner.json((payloads[taskType] ?? {}) as never)}, '2090-01-01',
      ${model.due === null ? null : model.due === 'now' ? '2020-01-01' : '2090-01-01'},
      current_instant() + ${model.expires === null ? null : `${model.expires} days`}::interval, gen_random_uuid(), now(), now())
    RETURNING self_service_task_id AS task_id`
  const taskId = Number(row?.taskId)
  await app.owner`INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor) VALUES (${taskId}, 1, now(), ${state}, 'm.alvarez')`
  await app.owner`INSERT INTO outgoing_messages (recipient, subject, body, self_service_task_id, created_at, next_attempt_at, sent_at)
    VALUES ('g@example.org', 'Join', 'a link', ${taskId}, now(), now(), now())`
  return [model, { taskId }]
}

async function compare(model: Model, { taskId }: Real): Promise<void> {
  const [task] = await app.owner`SELECT t.*, due_at <= current_instant() AS is_due,
      (SELECT array_agg(position ORDER BY position) FROM self_service_task_log l WHERE l.self_service_task_id = t.self_service_task_id) AS positions,
      (SELECT state FROM self_service_task_log l WHERE l.self_service_task_id = t.self_service_task_id ORDER BY position DESC LIMIT 1) AS last,
      (SELECT version - 1 FROM web_user_accounts WHERE web_user_id = ${town.maria} AND account_id = ${town.mariaAccount}) AS effects,
      (SELECT count(*)::int FROM customer_contacts c WHERE c.self_service_task_id = t.self_service_task_id) AS contacts,
      (SELECT count(*)::int FROM to_dos d WHERE d.self_service_task_id = t.self_service_task_id AND completed_at IS NULL) AS to_dos
    FROM self_service_tasks t WHERE self_service_task_id = ${taskId}`
  const { taskType, state, version, due, isApplied, attempts } = model
  const { contact } = taskTypes[taskType]
  expect(task).toMatchObject({
    state,
    version,
    attempts,
    isFinal: finalStates.includes(state),
    last: state,
    positions: Array.from({ length: version }, (_, at) => at + 1),
    effects: isApplied ? 1 : 0,
    contacts: state === 'completed' && contact ? 1 : 0,
  })
  expect([state, task?.isDue ?? null]).toEqual([state, due === null ? null : due === 'now'])
  expect([state, (task?.toDos ?? 0) > 0]).toEqual([
    state,
    state === 'error' || (state === 'processing' && task?.toDos > 0),
  ])
}

const acts = taskActions.flatMap((action) => [
  [action, step.act(action, false)] as const,
  [`${action}, stale`, step.act(action, true)] as const,
])
const others = {
  work: step.work,
  'a day': step.wait(1),
  'two weeks and a day': step.wait(15),
  accepted: step.answer(true),
  refused: step.answer(false),
  'break or mend': step.breakOrMend,
  'CIS or not': step.cisOrNot,
}
/** Each step by its name, so that a failure can be read. */
const steps: Record<string, (model: Model, real: Real) => Promise<void>> = {
  ...Object.fromEntries(acts),
  ...others,
}
const stepNames = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...acts.map(([name]) => name)) },
  { weight: 3, arbitrary: fc.constant('work') },
  { weight: 6, arbitrary: fc.constantFrom(...Object.keys(others)) },
)
const starts = fc
  .constantFrom(...types)
  .chain((taskType) =>
    fc
      .constantFrom(...taskTypes[taskType].lifecycle.starts.filter((state) => state !== 'completed'))
      .map((state) => ({ taskType, state })),
  )

test('whatever happens to a task, in whatever order, the database and the lifecycle agree', async () => {
  await fc.assert(
    fc.asyncProperty(
      starts,
      fc.boolean(),
      fc.array(stepNames, { minLength: 5, maxLength: 30 }),
      async ({ taskType, state }, isBrokenAtFirst, walk) => {
        const [model, real] = await make(taskType, state)
        const told = [`${taskType} ${state}`]
        if (isBrokenAtFirst) await step.breakOrMend()
        for (const name of walk) {
          told.push(name)
          try {
            await steps[name]?.(model, real)
            // A session of the desk outlives no jump of the clock; that is another test's matter.
            await app.owner`UPDATE desk_sessions SET last_used_at = current_instant(), expires_at = current_instant() + interval '10 hours'`
            await compare(model, real)
          } catch (error) {
            throw new Error(`${told.join(', ')}: ${error}`)
          }
        }
      },
    ),
    { numRuns: process.env.PORCHLIGHT_MATRIX === 'full' ? 200 : 25, seed },
  )
})
