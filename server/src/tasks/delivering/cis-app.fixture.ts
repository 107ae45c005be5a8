import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { openCis } from '#integrations/cis/cis.fixture.ts'
import type { Cis } from '#integrations/cis/cis.ts'
import { grantOf } from '#policy/decide.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { workTasks } from '../working/work-tasks.ts'
import { cisOutbox } from './cis-outbox.ts'
import { deliverNext } from './deliver-next.ts'
import { openToldServer } from './told-server.fixture.ts'

/**
 * Sets up, for the tests of one file, an app that delivers to a CIS: with an empty outbox per test, the CIS stand-in, and a
 * server whose answers the test chooses.
 */
export function useCisApp() {
  let app: TestApp
  let standIn: Awaited<ReturnType<typeof openCis>>
  let server: Awaited<ReturnType<typeof openToldServer>>
  const taskDelivery = cisOutbox()
  beforeAll(async () => {
    app = await createTestApp({ taskDelivery })
    standIn = await openCis()
  })
  afterAll(async () => {
    await standIn.close()
    await app.close()
  })
  beforeEach(async () => {
    server = await openToldServer()
    await app.owner`DELETE FROM cis_deliveries`
    await app.owner`UPDATE self_service_tasks SET due_at = NULL`
  })
  afterEach(() => server.close())

  const toolsWith = (cis: Cis) => ({
    grant: grantOf({ kind: 'system' }, 'job:tell-cis'),
    pool: app.database.worker,
    installation: testInstallation({ cis, taskDelivery }),
    signal: new AbortController().signal,
  })

  /** Sends all due deliveries, one after the other. */
  async function deliverAll(cis: Cis): Promise<number> {
    let count = 0
    while ((await deliverNext(toolsWith(cis), cis)) !== undefined) count += 1
    return count
  }

  /** Writes tasks to the outbox whose effect in our own tables is applied. */
  async function finished(
    count = 1,
    accountId: number = town.mariaAccount,
    taskType = 'paperless',
  ): Promise<number[]> {
    const rows =
      await app.owner`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address,
        ip_address, self_service_user_id, payload, applied_at, correlation_id, created_at, updated_at)
      SELECT ${taskType}, 'processing', ${accountId}::bigint, 'customer', 'm.alvarez', 'm.alvarez@example.com', '192.0.2.10',
        ${town.maria}, '{"paperless": {"before": false, "after": true}}', current_instant(), gen_random_uuid(), current_instant(), current_instant()
      FROM generate_series(1, ${count}) RETURNING self_service_task_id AS task_id`
    const ids = rows.map(({ taskId }) => Number(taskId))
    await app.owner`INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor)
      SELECT unnest(${ids}::bigint[]), 1, current_instant(), 'processing', 'm.alvarez'`
    await app.owner`SELECT enqueue_cis_deliveries(${ids}::bigint[])`
    return ids
  }

  const of = async (taskId: number) =>
    (await app.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId}`)[0]

  return {
    get app() {
      return app
    },
    get standIn() {
      return standIn
    },
    get server() {
      return server
    },
    taskDelivery,
    toolsWith,
    deliverAll,
    finished,
    one: async (accountId?: number, taskType?: string) => (await finished(1, accountId, taskType))[0] ?? 0,
    of,
    deliveryOf: async (taskId: number) =>
      (await app.owner`SELECT * FROM cis_deliveries WHERE self_service_task_id = ${taskId}`)[0],
    logOf: (taskId: number) =>
      app.owner`SELECT state, actor, reason FROM self_service_task_log WHERE self_service_task_id = ${taskId} ORDER BY position`,
    toDosOf: (taskId: number) =>
      app.owner`SELECT subject, completed_at FROM to_dos WHERE self_service_task_id = ${taskId}`,
    /** Retries the task as a CSR, then runs the worker. */
    retry: async (taskId: number) => {
      const amara = await app.asCsr('amara.okafor')
      await amara.api.performTaskAction({
        params: { taskId, action: 'retry' },
        body: { version: (await of(taskId))?.version, reason: 'once more' },
      })
      await workTasks.run(toolsWith(standIn.client()))
    },
  }
}
