import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { jobsOf } from '#features.ts'
import { type MailSender, mailSender } from '#integrations/mail/mail-sender.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { startWorker } from '#worker/start-worker.ts'
import { openWorkerProcesses } from '#worker/worker-processes.fixture.ts'
import { newAddress } from '../masquerade/masquerade.fixture.ts'
import { openPostOffice } from './post-office.fixture.ts'
import { mailRetries, sendMessages } from './send-messages.ts'

let app: TestApp
let office: Awaited<ReturnType<typeof openPostOffice>>
let mail: MailSender
let workers: Awaited<ReturnType<typeof openWorkerProcesses>>
beforeAll(async () => {
  app = await createTestApp()
  workers = await openWorkerProcesses()
})
afterAll(async () => {
  workers.close()
  await app.close()
})
beforeEach(async () => {
  office = await openPostOffice()
  mail = mailSender({ host: '127.0.0.1', port: office.port })
  await app.owner`DELETE FROM outgoing_messages`
})
afterEach(async () => {
  mail.close()
  await office.close()
})

const { mostAttempts } = mailRetries
const run = (signal = new AbortController().signal) =>
  sendMessages.run({ pool: app.database.worker, installation: testInstallation({ mail }), signal })

const enqueue = (count = 1) =>
  app.owner`INSERT INTO outgoing_messages (recipient, subject, body, created_at, next_attempt_at)
    SELECT 'r' || n || '@example.com', 'Número ' || n, 'Hello.', current_instant(), current_instant()
    FROM generate_series(1, ${count}) n`

const messages = () =>
  app.owner`SELECT sent_at IS NOT NULL AS is_sent, attempts, failure, next_attempt_at,
    extract(epoch FROM next_attempt_at - current_instant())::float8 AS wait
    FROM outgoing_messages ORDER BY outgoing_message_id`

test('a change in the portal is mailed at once after a database notification; a stop waits for the mail in progress', async () => {
  const installation = testInstallation({ mail })
  const worker = startWorker({ database: app.database, installation, jobs: jobsOf(installation) })
  const maria = await app.asCustomer(town.maria)
  await maria.api.changeMailingAddress({
    params: { accountId: town.mariaAccount },
    body: { ...newAddress, version: 1 },
  })
  await office.arrived(1)
  await worker.stop()
  expect(office.mails).toMatchObject([
    {
      to: 'm.alvarez@example.com',
      from: '"Harbor Light & Water" <service@utility.example>',
      subject: 'Your mailing address was changed',
      text: expect.stringContaining('You changed the mailing address of your account ending in 0001.'),
    },
  ])
  expect(await messages()).toMatchObject([{ isSent: true, attempts: 1, failure: null }])
})

describe('each message is sent', () => {
  test('once, whatever the number of workers', async () => {
    await enqueue(35)
    await Promise.all([run(), run(), run()])
    expect(new Set(office.mails.map(({ to }) => to)).size).toBe(35)
    expect(office.mails).toHaveLength(35)
  })

  test('later if the mail server is busy or down, with growing delays, and none is lost', async () => {
    await enqueue()
    office.answering = 'busy'
    await run()
    const [busy] = await messages()
    expect(busy).toMatchObject({ isSent: false, attempts: 1, failure: null })
    expect(busy?.wait).toBeGreaterThan(4)
    expect(busy?.wait).toBeLessThan(11)
    await run()
    expect(await messages()).toMatchObject([{ attempts: 1 }])
    await app.advanceClock('1 minute')
    office.answering = 'take'
    await run()
    expect(await messages()).toMatchObject([{ isSent: true, attempts: 2 }])
    expect(office.mails).toHaveLength(1)
  })

  test('is not retried after a permanent refusal or the last attempt; staff get a to-do', async () => {
    const [task] = await app.owner`INSERT INTO self_service_tasks
      (task_type, state, account_id, actor_kind, ip_address, payload, correlation_id, created_at, updated_at)
      VALUES ('paperless', 'completed', ${town.mariaAccount}, 'visitor', '192.0.2.1', '{}', gen_random_uuid(), now(), now())
      RETURNING self_service_task_id AS id`
    await enqueue(2)
    await app.owner`UPDATE outgoing_messages SET self_service_task_id = ${task?.id}`
    office.answering = 'refuse'
    await run()
    expect(await messages()).toMatchObject([{ failure: 'mail-refused' }, { failure: 'mail-refused' }])
    const toDos = await app.owner`SELECT * FROM to_dos`
    expect(toDos).toMatchObject([
      {
        toDoRole: 'customer-records',
        subject: 'message-not-sent',
        accountId: town.mariaAccount,
        outgoingMessageId: expect.any(Number),
        messageFailure: 'mail-refused',
      },
    ])

    await app.owner`DELETE FROM outgoing_messages`
    await enqueue()
    await app.owner`UPDATE outgoing_messages SET attempts = ${mostAttempts - 1}`
    office.answering = 'busy'
    await run()
    expect(await messages()).toMatchObject([{ failure: 'mail-server-unreachable', attempts: mostAttempts }])
    expect(await app.owner`SELECT 1 FROM to_dos`).toHaveLength(2)
    await app.advanceClock('30 days')
    await run()
    expect(await messages()).toMatchObject([{ attempts: mostAttempts }])
  })

  test('at least once: sends it again after the worker is killed between sending and marking', async () => {
    office.answering = 'silence'
    await enqueue()
    const worker = workers.load({ databaseUrl: app.url, mailPort: office.port })
    await worker.begin()
    await worker.until(office.arrived(1))
    await worker.kill()
    expect(await messages()).toMatchObject([{ isSent: false, attempts: 1 }])

    office.answering = 'take'
    await run()
    expect(office.mails).toHaveLength(1)
    await app.advanceClock('6 minutes')
    await run()
    expect(await messages()).toMatchObject([{ isSent: true, attempts: 2 }])
    const [first, second] = office.mails
    expect(office.mails).toHaveLength(2)
    expect(second?.messageId).toBe(first?.messageId)
  })
})
