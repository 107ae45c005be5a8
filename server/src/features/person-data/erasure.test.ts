import { spawn } from 'node:child_process'
import { Refused } from '@porchlight/contract/client.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { reviewed } from '#features/detectors/detectors.fixture.ts'
import { verifyRecord } from '#features/the-record/index.ts'
import { key, origin, seal } from '#features/the-record/record.fixture.ts'
import type { Browser } from '#testing/browser.ts'
import { town, townPassword } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { verifierOf } from '#transparency-log/note.ts'
import { fillLife, otherTrace, trace } from './full-life.fixture.ts'

let app: TestApp
let ines: Browser
beforeAll(async () => {
  app = await createTestApp()
  await fillLife(app)
  ines = await app.asCsr('ines.ferreira')
  await settle()
})
afterAll(() => app.close())

const params = { accountId: town.mariaShop as number, personId: 1 }
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof Refused ? error.body : error),
  )
const preview = async (by = ines, of = params) => (await by.api.readPersonErasure({ params: of })).preview
const erase = async (more: object = {}, by = ines) => {
  const standing = (await preview(by))?.standing ?? ''
  const body = { standing, confirmation: 'zyxGiven  ZYXsurname', reason: 'Asked by letter', ...more }
  return by.api.erasePerson({ params, body })
}
/** Takes away the obstacles of Maria's erasure. */
async function settle() {
  const { owner } = app
  await owner`UPDATE accounts SET status = 'closed', closed_on = '2026-06-07', balance_cents = 0 WHERE account_id IN (${town.mariaShop}, ${town.mariaAccount})`
}
const batch = (most = 500) => app.database.worker.unsafe('SELECT erase_person_batch($1) AS is_done', [most])
const work = async (most = 500) => {
  for (;;) if ((await batch(most))[0]?.isDone !== false) return
}

/** Erases in a process of its own, and kills it after some batches. */
async function killInTheMiddle(): Promise<void> {
  const script = new URL('./erase-slowly.fixture.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', script, app.url], {
    cwd: new URL('../../../', import.meta.url).pathname,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)))
  child.stdout.on('data', (text: Buffer) => {
    if (text.toString().includes('20')) child.kill('SIGKILL')
  })
  expect(await ended).toBe('SIGKILL')
  const [half] = await app.owner`SELECT done, total, done_at FROM person_erasures`
  expect(half).toMatchObject({ doneAt: null })
  expect(Number(half?.done)).toBeGreaterThan(0)
  expect(Number(half?.done)).toBeLessThan(Number(half?.total))
}

/** Gives every line of the record its leaf, and a signed checkpoint. */
const sealAll = async () => {
  while ((await seal(app)) > 0);
}
const verified = () => verifyRecord(app.owner, { origin, verifiers: [verifierOf(key.vkey)], kept: [] })

/** Every place in the database where a text is found, however it is written. */
async function placesOf(text: string): Promise<string[]> {
  const columns = await app.owner<{ relation: string; column: string }[]>`
    SELECT c.relname AS relation, a.attname AS column FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1, 2`
  const places: string[] = []
  for (const { relation, column } of columns) {
    const [row] = await app.owner.unsafe(
      `SELECT count(*)::int AS n FROM ${relation} WHERE "${column}"::text ILIKE '%' || $1 || '%'
         OR "${column}"::text ILIKE '%' || encode(convert_to($1, 'UTF8'), 'hex') || '%'`,
      [text],
    )
    if (Number(row?.n) > 0) places.push(`${relation}.${column}`)
  }
  return places
}

test('the preview lists what is erased, what is kept and why', async () => {
  const shown = await preview()
  expect(shown?.obstacles).toEqual([])
  expect(shown?.erased.map(({ table }) => table)).toEqual(
    expect.arrayContaining(['customer_contacts', 'person_names', 'self_service_tasks', 'web_users']),
  )
  expect(shown?.kept).toEqual(
    expect.arrayContaining([
      { table: 'bills', count: 1, why: 'legal-period', until: null },
      { table: 'payments', count: 1, why: 'legal-period', until: null },
      { table: 'record_entries', count: expect.any(Number), why: 'record', until: null },
    ]),
  )
})

describe('refuses', () => {
  test.each([
    [
      'active-account',
      `UPDATE accounts SET status = 'active', closed_on = NULL WHERE account_id = ${town.mariaShop}`,
      '',
    ],
    ['open-balance', `UPDATE accounts SET balance_cents = 1 WHERE account_id = ${town.mariaShop}`, ''],
    [
      'open-task',
      `UPDATE self_service_tasks SET task_type = 'paperless' WHERE false; INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address, self_service_user_id, payload, correlation_id, created_at, updated_at) VALUES ('paperless', 'error', ${town.mariaShop}, 'customer', 'x', 'x', '192.0.2.1', ${town.maria}, '{"open":1}', gen_random_uuid(), now(), now())`,
      `DELETE FROM self_service_tasks WHERE payload = '{"open":1}'`,
    ],
    [
      'open-delivery',
      `UPDATE cis_deliveries SET state = 'waiting', answered_at = NULL WHERE reference = 'zyx-ref'`,
      `UPDATE cis_deliveries SET state = 'accepted', answered_at = now() WHERE reference = 'zyx-ref'`,
    ],
    [
      'open-to-do',
      `INSERT INTO to_dos (to_do_role, subject, account_id, created_at) VALUES ('payments', 'payment-differs', ${town.mariaShop}, now())`,
      `DELETE FROM to_dos WHERE completed_at IS NULL AND subject = 'payment-differs'`,
    ],
  ])('while there is %s', async (obstacle, make, unmake) => {
    for (const statement of make.split('; ')) await app.owner.unsafe(statement)
    expect((await preview())?.obstacles).toContainEqual({ obstacle, count: 1 })
    expect(await refusalOf(erase())).toMatchObject({ reason: 'erasure-blocked' })
    if (unmake) await app.owner.unsafe(unmake)
    await settle()
    expect((await preview())?.obstacles).toEqual([])
  })

  test('while an account is under a legal hold; and the period of bills is the day until which they stay', async () => {
    await app.owner`INSERT INTO legal_holds (account_id, reason, placed_by_csr_id, placed_at)
      VALUES (${town.mariaShop}, 'a dispute', 'kenji.sato', now())`
    await app.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
      VALUES ('retention.bills', '', 1, '120', 'kenji.sato', now())`
    const held = await preview()
    expect(held?.obstacles).toEqual([{ obstacle: 'legal-hold', count: 1 }])
    expect(held?.kept).toContainEqual({ table: 'bills', count: 1, why: 'legal-period', until: '2036-03-02' })
    await app.owner`DELETE FROM legal_holds`
    await app.owner`DELETE FROM setting_versions`
  })

  test('while the person is staff', async () => {
    await app.owner`UPDATE csr_users SET person_id = 1 WHERE csr_id = 'tom.becker'`
    const [row] = await app.owner`SELECT preview_person_erasure(1) -> 'obstacles' AS obstacles`
    expect(row?.obstacles).toEqual([{ obstacle: 'staff', count: 1 }])
    await app.owner`UPDATE csr_users SET person_id = NULL WHERE csr_id = 'tom.becker'`
  })

  test('a CSR without the permission, a person of another account, and a wrong name', async () => {
    const amara = await app.asCsr('amara.okafor')
    expect(await refusalOf(preview(amara))).toMatchObject({ reason: 'permission-missing' })
    expect(await refusalOf(preview(ines, { ...params, personId: 3 }))).toMatchObject({ reason: 'not-found' })
    expect(await refusalOf(erase({ confirmation: 'Somebody Else' }))).toMatchObject({
      fields: [{ field: 'confirmation', reason: 'not-the-name' }],
    })
    expect(await refusalOf(erase({ reason: ' ' }))).toMatchObject({ fields: [{ field: 'reason' }] })
  })

  test('a preview that is stale, with the present one', async () => {
    const standing = (await preview())?.standing ?? ''
    await app.owner`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at)
      VALUES (${town.mariaShop}, 'general', 'call', 'zyx called again', now())`
    const present = await preview()
    expect(present?.standing).not.toBe(standing)
    expect(await refusalOf(erase({ standing }))).toEqual({ reason: 'version-conflict', current: present })
    const [row] = await app.owner`SELECT count(*)::int AS n FROM person_erasures`
    expect(row?.n).toBe(0)
  })
})

describe('the erasure', () => {
  let before: Record<string, unknown>[]
  const kept = () =>
    app.owner`SELECT 'bill' AS what, bill_id AS id, amount_due_cents AS cents FROM bills
      UNION ALL SELECT 'payment', payment_id, amount_cents FROM payments
      UNION ALL SELECT 'task', self_service_task_id, amount_cents FROM self_service_tasks ORDER BY 1, 2`
  beforeAll(async () => {
    // Where free text of a shared account names her beside the other.
    await app.owner`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at)
      VALUES (${town.mariaAccount}, 'general', 'call', ${`${otherTrace} says that zyxgiven ZyxSurname (zyx.mail@example.com) moved`}, now())`
    // What a security officer typed about alerts on her account: those lines of the record name no account.
    await reviewed(app, town.mariaShop, `${trace} is the officer’s neighbor`)
    before = await kept()
  })
  beforeEach(() => app.advanceClock('1 second'))

  test('of two CSRs at once begins once, and nobody signs in from that moment', async () => {
    const atHome = await app.asCustomer(town.maria)
    const kenji = await app.asCsr('kenji.sato')
    const standing = (await preview())?.standing ?? ''
    const both = await Promise.all([refusalOf(erase({ standing })), refusalOf(erase({ standing }, kenji))])
    expect(both).toContain('ok')
    expect(both).toContainEqual({ reason: 'erased-already' })
    await expect(atHome.api.readPortalContext()).rejects.toMatchObject({ status: 401 })
    expect(
      await refusalOf(app.visitor().api.signIn({ body: { userName: 'zyx.login', password: townPassword } })),
    ).toMatchObject({
      reason: 'sign-in-refused',
    })
    const { erasure, preview: none } = await ines.api.readPersonErasure({ params })
    expect(none).toBeNull()
    expect(erasure).toMatchObject({
      rowsDone: 0,
      doneAt: null,
      recordEntryId: null,
      reason: 'Asked by letter',
    })
  })

  test('goes on after kill -9, and ends with the record’s line and a certificate', async () => {
    await killInTheMiddle()
    await work(2)
    // The lines of the record are erased when they are sealed, and no earlier: a leaf keeps the commitment.
    expect((await ines.api.readPersonErasure({ params })).erasure?.doneAt).toBeNull()
    await sealAll()
    const { size, faults } = await verified()
    expect(faults).toEqual([])
    await work(2)
    await sealAll()
    const after = await verified()
    expect(after.faults).toEqual([])
    expect(after.size).toBeGreaterThan(size)
    const { erasure, name } = await ines.api.readPersonErasure({ params })
    expect(name).toBe('Erased person 1')
    expect(erasure?.rowsDone).toBe(erasure?.rowsTotal)
    expect(erasure?.doneAt).not.toBeNull()
    const lines =
      await app.owner`SELECT record_entry_id, event, actor_kind, csr_id, details FROM record_entries
      WHERE action = 'person-data:erase' AND event = 'changed' ORDER BY 1`
    expect(lines).toMatchObject([
      { actorKind: 'csr', details: { erasure: 'begun' } },
      {
        actorKind: 'system',
        recordEntryId: erasure?.recordEntryId,
        details: { erasure: 'done', personId: 1 },
      },
    ])
  })

  test('leaves nothing of the person in any column of the database, except what the preview says is kept', async () => {
    const places = await placesOf(trace)
    // The numbers of the payment provider and of the bank, which prove a payment.
    expect(places).toEqual([
      'bank_transfers.bank_reference',
      'card_payment_sessions.provider_event_id',
      'card_payment_sessions.provider_session_id',
    ])
    expect(await placesOf('203.0.113.77')).toEqual([])
    const terms = await app.owner`SELECT term FROM search_lexicon WHERE term LIKE '%zyx%'`
    expect(terms).toEqual([])
  })

  test('keeps bills, payments and tasks with their sums, and everything about the co-holder', async () => {
    expect(await kept()).toEqual(before)
    const [note] = await app.owner`SELECT note FROM customer_contacts WHERE note LIKE '%moved'`
    expect(note?.note).toBe(`${otherTrace} says that [erased] ([erased]) moved`)
    const [john] =
      await app.owner`SELECT user_name, is_active FROM web_users WHERE web_user_id = ${town.john}`
    expect(john).toEqual({ userName: `${otherTrace}.login`, isActive: true })
    const [task] =
      await app.owner`SELECT payload FROM self_service_tasks WHERE self_service_user_id = ${town.john}`
    expect(JSON.stringify(task?.payload)).toContain(`${otherTrace} Street 7`)
  })

  test('the person cannot be found any more, and the account’s screens still open', async () => {
    const amara = await app.asCsr('ines.ferreira')
    for (const box of ['zyxgiven zyxsurname', 'zyxsurname', 'zyx.mail@example.com', '6195550101']) {
      const response = await amara.api.searchCustomers({ body: { box } })
      expect(JSON.stringify(response)).not.toMatch(/Erased person|1000000002/)
    }
    for (const accountId of [town.mariaShop, town.mariaAccount]) {
      const account = await amara.api.readAccount({ params: { accountId } })
      expect(JSON.stringify(account)).not.toContain(trace)
      await amara.api.readWebUserSummary({ params: { accountId } })
      await amara.api.queryCustomerContacts({ params: { accountId }, body: {} })
    }
    const { tasks } = await amara.api.queryTasks({ body: { webUserId: town.maria } })
    for (const { taskId } of tasks) await amara.api.readTask({ params: { taskId } })
    await amara.api.queryTasks({ body: {} })
  })

  test('twice changes nothing', async () => {
    const standing = 'x'.repeat(43)
    expect(await refusalOf(erase({ standing, confirmation: '1' }))).toMatchObject({
      reason: 'erased-already',
    })
    expect((await batch())[0]?.isDone).toBeNull()
  })
})
