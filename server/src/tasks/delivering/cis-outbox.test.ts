import { describe, expect, test } from 'vitest'
import { newAddress } from '#features/masquerade/masquerade.fixture.ts'
import { jobsOf } from '#features.ts'
import { TaskReport } from '#integrations/cis/task-report.ts'
import { town } from '#testing/small-town.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { startWorker } from '#worker/start-worker.ts'
import { useCisApp } from './cis-app.fixture.ts'

const cis = useCisApp()
const { deliverAll, one, of, logOf, toDosOf, retry } = cis

/** Changes Maria's address in the portal. */
async function changeAddress(line1 = newAddress.line1): Promise<number> {
  const maria = await cis.app.asCustomer(town.maria)
  const params = { accountId: town.mariaAccount }
  const { mailingAddress } = await maria.api.readAccountInformation({ params })
  const body = { ...newAddress, line1, version: mailingAddress.version }
  return (await maria.api.changeMailingAddress({ params, body })).taskId ?? 0
}

describe('a change in the portal', () => {
  test('applies at once and is completed when the CIS accepts it: log, contact, record', async () => {
    const taskId = await changeAddress()
    expect(await of(taskId)).toMatchObject({ state: 'processing', version: 1 })
    expect((await of(taskId))?.appliedAt).not.toBeNull()
    const maria = await cis.app.asCustomer(town.maria)
    const params = { accountId: town.mariaAccount }
    expect((await maria.api.readAccountInformation({ params })).mailingAddress.line1).toBe('40 Pier Rd')
    const contacts = () =>
      cis.app.owner`SELECT * FROM customer_contacts WHERE self_service_task_id = ${taskId}`
    expect(await contacts()).toHaveLength(0)

    expect(await deliverAll(cis.standIn.client())).toBe(1)
    expect(await of(taskId)).toMatchObject({ state: 'completed', version: 2 })
    expect(await logOf(taskId)).toMatchObject([
      { state: 'processing', actor: 'm.alvarez' },
      { state: 'completed', actor: 'cis', reason: expect.stringMatching(/^CIS-/) },
    ])
    expect(await contacts()).toMatchObject([{ contactClass: 'self-service' }])
    const lines = await cis.app
      .owner`SELECT * FROM record_entries WHERE self_service_task_id = ${taskId} AND action = 'task:deliver'`
    expect(lines).toMatchObject([
      { actorKind: 'system', accountId: town.mariaAccount, details: { answer: 'accepted' } },
    ])
  })

  test('sends the four fields, before and after, and no secret', async () => {
    cis.server.answering = () => 200
    const taskId = await changeAddress('41 Pier Rd')
    await deliverAll(cis.server.client)
    const told = TaskReport.parse(JSON.parse(cis.server.told[0]?.body ?? ''))
    expect(told).toMatchObject({
      version: 1,
      taskId,
      taskType: 'mailing-address',
      account: { accountId: town.mariaAccount },
      madeBy: {
        kind: 'customer',
        webUserId: 'm.alvarez',
        emailAddress: 'm.alvarez@example.com',
        selfServiceUserId: town.maria,
        csrId: null,
      },
      amount: null,
      payload: { after: { line1: '41 Pier Rd' } },
    })
    expect(told.payload.before).not.toEqual(told.payload.after)
  })

  test('sends nothing of a change that is rolled back', async () => {
    const maria = await cis.app.asCustomer(town.maria)
    const params = { accountId: town.mariaAccount }
    const stale = { ...newAddress, line1: '1 Nowhere', version: 999 }
    await expect(maria.api.changeMailingAddress({ params, body: stale })).rejects.toMatchObject({
      status: 409,
    })
    expect(await cis.app.owner`SELECT 1 FROM cis_deliveries`).toHaveLength(0)
  })

  test('a database notice makes a worker send it at once', async () => {
    const installation = testInstallation({ cis: cis.server.client, taskDelivery: cis.taskDelivery })
    // Only the notice can wake a job within the hour.
    const jobs = jobsOf(installation).map((job) => ({ ...job, everyMs: 3_600_000 }))
    const worker = startWorker({ database: cis.app.database, installation, jobs })
    const first = await changeAddress('42 Pier Rd')
    await cis.server.arrived(1)
    // The worker sends the account's next delivery after the first is completed.
    const second = await changeAddress('43 Pier Rd')
    await cis.server.arrived(2)
    await worker.stop()
    expect(cis.server.ids()).toEqual([first, second])
    expect(await of(first)).toMatchObject({ state: 'completed' })
  })
})

describe('refused', () => {
  test('puts the task in error with the reason of the CIS and raises a to-do; a retry uses the same key', async () => {
    await cis.standIn.beIn('refuse-next')
    const taskId = await changeAddress('44 Pier Rd')
    await deliverAll(cis.standIn.client())
    const reason = 'The customer information system was asked to refuse this task.'
    expect(await of(taskId)).toMatchObject({ state: 'error', failure: reason })
    expect(await logOf(taskId)).toMatchObject([{}, { state: 'error', actor: 'cis', reason }])
    expect(await toDosOf(taskId)).toMatchObject([{ subject: 'task-failed', completedAt: null }])

    await retry(taskId)
    expect(await of(taskId)).toMatchObject({ state: 'processing' })
    await deliverAll(cis.standIn.client())
    expect(await of(taskId)).toMatchObject({ state: 'completed', failure: null })
    expect((await toDosOf(taskId))[0]?.completedAt).not.toBeNull()
    const bodies = (await cis.standIn.arrivals()).filter(({ key }) => key === String(taskId))
    expect(bodies.map(({ outcome }) => outcome)).toEqual(['accepted', 'refused'])
    expect(bodies[0]?.body).toBe(bodies[1]?.body)
  })

  test('allows discarding; refuses to discard or complete by hand a task that the CIS is processing', async () => {
    cis.server.answering = () => 422
    const [refused, waiting] = [await one(), await one(town.otherAccount, 'service-start')]
    await cis.app
      .owner`UPDATE cis_deliveries SET next_attempt_at = 'infinity' WHERE self_service_task_id = ${waiting}`
    await deliverAll(cis.server.client)
    const ines = await cis.app.asCsr('ines.ferreira')
    const requestFor = <const Action>(action: Action, taskId: number, version: number) => ({
      params: { taskId, action },
      body: { version, reason: 'not wanted' },
    })
    await expect(ines.api.performTaskAction(requestFor('discard', waiting, 1))).rejects.toMatchObject({
      body: { reason: 'told-to-cis' },
    })
    await expect(
      ines.api.performTaskAction(requestFor('complete-by-hand', waiting, 1)),
    ).rejects.toMatchObject({
      body: { reason: 'told-to-cis' },
    })
    await ines.api.performTaskAction(requestFor('discard', refused, 2))
    expect(await of(refused)).toMatchObject({ state: 'discarded' })
    // A task without a delivery, from before the CIS was connected, can still be completed by hand.
    await cis.app.owner`DELETE FROM cis_deliveries`
    await ines.api.performTaskAction(requestFor('complete-by-hand', waiting, 1))
  })

  test('does not send it after a later change of the same data was sent', async () => {
    cis.server.answering = (taskId) => (taskId === first ? 422 : 200)
    const first = await one()
    const second = await one()
    const other = await one(town.mariaAccount, 'meter-reading')
    await deliverAll(cis.server.client)
    expect(cis.server.ids()).toEqual([first, second, other])
    await retry(first)
    await deliverAll(cis.server.client)
    expect(cis.server.ids()).toEqual([first, second, other])
    expect(await of(first)).toMatchObject({ state: 'error', failure: 'replaced-by-later-task' })
  })
})

test('shows the outbox to the worker only: nothing to portal and view, no content to the desk', async () => {
  await one()
  const { portal, view, desk } = cis.app.database
  for (const pool of [portal, view])
    await expect(pool`SELECT state FROM cis_deliveries`).rejects.toThrow('permission denied')
  expect(await desk`SELECT state FROM cis_deliveries`).toMatchObject([{ state: 'waiting' }])
  await expect(desk`SELECT body FROM cis_deliveries`).rejects.toThrow('permission denied')
  await expect(portal`DELETE FROM cis_deliveries`).rejects.toThrow('permission denied')
})
