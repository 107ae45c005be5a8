import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openValue } from '#encryption/sealed-value.ts'
import { actingAs, masqueradeAs } from '#features/masquerade/masquerade.fixture.ts'
import {
  createPaymentApp,
  type PaymentApp,
  verifiedBankAccount,
} from '#features/payments/payments.fixture.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { town } from '#testing/small-town.ts'

let app: PaymentApp
beforeAll(async () => {
  app = await createPaymentApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.owner`UPDATE bank_accounts SET removed_at = now(), number_encrypted = NULL, number_hash = NULL, is_default = false
    WHERE removed_at IS NULL`
  await app.owner`UPDATE bank_transfers SET state = 'canceled', ended_at = now() WHERE state = 'waiting'`
  await app.owner`DELETE FROM attempts`
})

const params = { accountId: town.mariaAccount as number }
const listPath = `/accounts/${town.mariaAccount}/bank-accounts`
const asMaria = () => app.asCustomer(town.maria)
const listed = async () => (await (await asMaria()).api.listBankAccounts({ params })).bankAccounts
const added = async (ending?: string) => {
  const maria = await asMaria()
  return maria.api.addBankAccount({ params, body: app.newBankAccount(ending) })
}
const verify = async (bankAccountId: number, [firstCents = 0, secondCents = 0]: number[]) =>
  (await asMaria()).api.verifyBankAccount({
    params: { ...params, bankAccountId },
    body: { firstCents, secondCents },
  })
/** Two deposits that are not those of the bank account. */
const wrong = (deposits: number[]) => deposits.map((cents) => (cents % 99) + 1)

describe('a customer adds a bank account', () => {
  test('stores its number sealed, shows it masked, and mails the customer', async () => {
    const body = { ...app.newBankAccount('4321'), nickname: ' Household ' }
    const { taskId, bankAccountId } = await (await asMaria()).api.addBankAccount({ params, body })
    expect(await listed()).toMatchObject([
      {
        bankAccountId,
        maskedNumber: '•••• 4321',
        nickname: 'Household',
        state: 'waiting',
        isDefault: false,
        areDepositsSent: false,
        wrongTriesLeft: 3,
      },
    ])
    const [row] = await app.owner`SELECT * FROM bank_accounts WHERE bank_account_id = ${bankAccountId}`
    expect(openValue(testEncryptionKey, row?.numberEncrypted as Uint8Array)).toBe(body.bankAccountNumber)
    expect(await app.taskOf(taskId)).toMatchObject({
      taskType: 'bank-account-add',
      state: 'awaiting-verification',
      accountId: town.mariaAccount,
      webUserId: 'm.alvarez',
      payload: { bankAccount: '•••• 4321', kind: 'checking' },
    })
    const whole = await app.owner`SELECT to_jsonb(t)::text AS text FROM self_service_tasks t UNION ALL
      SELECT to_jsonb(r)::text FROM record_entries r UNION ALL SELECT to_jsonb(o)::text FROM outgoing_messages o`
    for (const { text } of whole) expect(text).not.toContain(body.bankAccountNumber)
    const mails = await app.owner`SELECT body FROM outgoing_messages WHERE self_service_task_id = ${taskId}`
    expect(mails.map((mail) => mail.body)).toEqual([expect.stringContaining('ending in 4321')])
    const entries =
      await app.owner`SELECT action, event FROM record_entries WHERE self_service_task_id = ${taskId}`
    expect(entries).toEqual([{ action: 'bank-account:add', event: 'changed' }])
  })

  test.each([
    ['a wrong check digit', { routingNumber: '122105156' }, 'routingNumber', 'routing-number-check'],
    ['a prefix of no bank', { routingNumber: '992105151' }, 'routingNumber', 'routing-number-unknown'],
    ['eight digits', { routingNumber: '12210515' }, 'routingNumber', 'routing-number'],
    ['letters', { bankAccountNumber: '12x456' }, 'bankAccountNumber', 'bank-number'],
    [
      'another number the second time',
      { repeatedNumber: '99887766' },
      'repeatedNumber',
      'bank-numbers-differ',
    ],
    ['no kind', { kind: '' as never }, 'kind', 'required'],
  ])('refuses %s by its field', async (_, part, field, reason) => {
    const body = { ...app.newBankAccount(), ...part }
    await expect((await asMaria()).api.addBankAccount({ params, body })).rejects.toMatchObject({
      body: { fields: expect.arrayContaining([{ field, reason }]) },
    })
  })

  test('takes numbers with spaces and dashes, and refuses the same bank account twice', async () => {
    const body = app.newBankAccount()
    const spaced = { ...body, routingNumber: '1221-0515 5', repeatedNumber: ` ${body.repeatedNumber} ` }
    await (await asMaria()).api.addBankAccount({ params, body: spaced })
    await expect((await asMaria()).api.addBankAccount({ params, body })).rejects.toMatchObject({
      status: 422,
      body: { fields: [{ field: 'bankAccountNumber', reason: 'bank-account-known' }] },
    })
  })

  test('refuses a fourth one that waits for its deposits, and bursts', async () => {
    for (let i = 0; i < 3; i++) await added()
    await expect(added()).rejects.toMatchObject({ status: 409, body: { reason: 'too-many-bank-accounts' } })
  })

  test('cannot add one on an account that takes only cash', async () => {
    await app.owner`UPDATE accounts SET is_cash_only = true WHERE account_id = ${town.mariaAccount}`
    await expect(added()).rejects.toMatchObject({ status: 422, body: { reason: 'cash-only' } })
    expect((await (await asMaria()).get(listPath)).text).toContain('This account accepts only cash')
    await app.owner`UPDATE accounts SET is_cash_only = false WHERE account_id = ${town.mariaAccount}`
  })
})

describe('two small deposits verify a bank account', () => {
  test('in either order; the first verified bank account is chosen first', async () => {
    const { bankAccountId, taskId } = await added()
    await expect(verify(bankAccountId, [1, 2])).rejects.toMatchObject({
      body: { reason: 'deposits-not-sent' },
    })
    await app.sendDeposits()
    expect(await listed()).toMatchObject([{ areDepositsSent: true }])
    await verify(bankAccountId, (await app.depositsOf(bankAccountId)).reverse())
    expect(await listed()).toMatchObject([{ state: 'verified', isDefault: true }])
    expect(await app.taskOf(taskId)).toMatchObject({ state: 'completed' })
    await expect(verify(bankAccountId, [1, 2])).rejects.toMatchObject({
      body: { reason: 'bank-account-not-waiting' },
    })
  })

  test('three wrong answers end it, even at once and even if the right ones follow', async () => {
    const { bankAccountId, taskId } = await added()
    await app.sendDeposits()
    const deposits = await app.depositsOf(bankAccountId)
    const refused = { status: 422, body: { fields: [{ field: 'firstCents', reason: 'deposits-differ' }] } }
    await expect(verify(bankAccountId, wrong(deposits))).rejects.toMatchObject(refused)
    expect(await listed()).toMatchObject([{ state: 'waiting', wrongTriesLeft: 2 }])
    const answers = await Promise.allSettled([1, 2, 3, 4].map(() => verify(bankAccountId, wrong(deposits))))
    expect(answers.map(({ status }) => status)).toEqual(Array(4).fill('rejected'))
    expect(await listed()).toMatchObject([{ state: 'wrong-deposits', wrongTriesLeft: 0 }])
    await expect(verify(bankAccountId, deposits)).rejects.toMatchObject({
      body: { reason: 'bank-account-not-waiting' },
    })
    expect(await app.logOf(taskId)).toMatchObject([{}, { state: 'rejected', reason: 'wrong-deposits' }])
  })

  test('a bank account that the bank does not know is refused with the bank’s reason', async () => {
    const { bankAccountId, taskId } = await added('0001')
    await app.sendDeposits()
    expect(await listed()).toMatchObject([{ bankAccountId, state: 'bank-refused', bankReason: 'no-account' }])
    // What the bank says in between is no change of a form that the customer has open.
    const params = { accountId: town.mariaAccount as number, bankAccountId }
    const body = { version: 1, nickname: 'Closed one', isDefault: false }
    expect(await (await asMaria()).api.changeBankAccount({ params, body })).toMatchObject({ version: 2 })
    expect(await app.taskOf(taskId)).toMatchObject({ state: 'rejected' })
    expect((await (await asMaria()).get(listPath)).text).toContain('The bank has no account with this number')
  })

  test('the deposits wait while the bank is down, and are made once', async () => {
    await app.beBank('down')
    const { bankAccountId } = await added()
    await app.sendDeposits()
    expect(await listed()).toMatchObject([{ state: 'waiting', areDepositsSent: false }])
    await app.beBank('up')
    await app.advanceClock('1 minute')
    await Promise.all([app.sendDeposits(), app.sendDeposits()])
    const rows = await app.owner`SELECT state FROM bank_transfers WHERE bank_account_id = ${bankAccountId}`
    expect(rows).toEqual([{ state: 'accepted' }, { state: 'accepted' }])
  })
})

describe('changing and removing', () => {
  test('chooses another one first; a stale version is 409 with the difference; no change makes no task', async () => {
    const first = await verifiedBankAccount(app)
    const second = await verifiedBankAccount(app)
    const change = async (
      bankAccountId: number,
      body: { version: number; nickname: string; isDefault: boolean },
    ) => (await asMaria()).api.changeBankAccount({ params: { ...params, bankAccountId }, body })
    const version = async (id: number) =>
      (await listed()).find(({ bankAccountId }) => bankAccountId === id)?.version ?? 0
    const before = await version(second)
    const { taskId } = await change(second, { version: before, nickname: 'Shop', isDefault: true })
    expect(await app.taskOf(taskId ?? 0)).toMatchObject({
      taskType: 'bank-account-change',
      state: 'completed',
      payload: { nickname: { before: '', after: 'Shop' }, isDefault: { before: false, after: true } },
    })
    expect(await listed()).toMatchObject([
      { bankAccountId: second, isDefault: true },
      { bankAccountId: first, isDefault: false },
    ])
    await expect(
      change(second, { version: before, nickname: 'Other', isDefault: true }),
    ).rejects.toMatchObject({
      status: 409,
      body: { difference: [{ field: 'nickname', yours: 'Other', theirs: 'Shop' }] },
    })
    expect(await change(second, { version: before, nickname: 'Shop', isDefault: true })).toMatchObject({
      taskId: null,
    })
  })

  test('removing deletes the number, and withdraws a request that still waits', async () => {
    const { bankAccountId, taskId } = await added()
    const maria = await asMaria()
    const removed = await maria.api.removeBankAccount({ params: { ...params, bankAccountId } })
    expect(await app.taskOf(removed.taskId)).toMatchObject({
      taskType: 'bank-account-remove',
      state: 'completed',
    })
    expect(await app.taskOf(taskId)).toMatchObject({ state: 'discarded' })
    const [row] = await app.owner`SELECT number_encrypted, number_hash FROM bank_accounts
      WHERE bank_account_id = ${bankAccountId}`
    expect(row).toEqual({ numberEncrypted: null, numberHash: null })
    expect(await listed()).toEqual([])
    await app.sendDeposits()
    const transfers =
      await app.owner`SELECT DISTINCT state FROM bank_transfers WHERE bank_account_id = ${bankAccountId}`
    expect(transfers).toEqual([{ state: 'canceled' }])
    await expect(maria.api.removeBankAccount({ params: { ...params, bankAccountId } })).rejects.toMatchObject(
      {
        status: 404,
      },
    )
  })

  test('is refused while a deposit may be on its way', async () => {
    await app.beBank('down')
    const { bankAccountId } = await added()
    await app.sendDeposits()
    await expect(
      (await asMaria()).api.removeBankAccount({ params: { ...params, bankAccountId } }),
    ).rejects.toMatchObject({ status: 409, body: { reason: 'bank-account-in-use' } })
    await app.beBank('up')
    await app.advanceClock('1 minute')
    await app.sendDeposits()
  })
})

describe('who sees and changes bank accounts', () => {
  test('a viewer may add none, and sees none of another person on the account', async () => {
    await verifiedBankAccount(app)
    const john = await app.asCustomer(town.john)
    const seen = await john.api.listBankAccounts({ params })
    expect(seen).toMatchObject({ bankAccounts: [], may: { 'bank-account:add': 'role-may-not' } })
    await expect(john.api.addBankAccount({ params, body: app.newBankAccount() })).rejects.toMatchObject({
      status: 403,
      body: { reason: 'role-may-not' },
    })
  })

  test.each(['account-holder', 'co-holder', 'manager', 'payer'])('a %s adds one', async (role) => {
    await app.owner`UPDATE web_user_accounts SET role = ${role} WHERE web_user_id = ${town.john}`
    const john = await app.asCustomer(town.john)
    const { bankAccountId } = await john.api.addBankAccount({ params, body: app.newBankAccount() })
    expect(bankAccountId).toBeGreaterThan(0)
    expect((await (await asMaria()).api.listBankAccounts({ params })).bankAccounts).toEqual([])
    await app.owner`UPDATE web_user_accounts SET role = 'viewer' WHERE web_user_id = ${town.john}`
  })

  test('another web user’s bank account is not found, whatever is asked of it', async () => {
    const bankAccountId = await verifiedBankAccount(app)
    const olga = await app.asCustomer(town.olga)
    const theirs = { params: { accountId: town.otherAccount as number, bankAccountId } }
    const refused = { status: 404, body: { reason: 'not-found' } }
    await expect(olga.api.removeBankAccount(theirs)).rejects.toMatchObject(refused)
    await expect(
      olga.api.verifyBankAccount({ ...theirs, body: { firstCents: 1, secondCents: 2 } }),
    ).rejects.toMatchObject(refused)
    await expect(
      olga.api.changeBankAccount({ ...theirs, body: { version: 1, nickname: 'x', isDefault: false } }),
    ).rejects.toMatchObject(refused)
    expect((await olga.get(`/accounts/${town.otherAccount}/bank-accounts/${bankAccountId}`)).status).toBe(404)
  })

  test('a masquerade sees them masked and changes nothing as shipped; neither it nor the desk reads a number or deposit', async () => {
    await verifiedBankAccount(app, '5555')
    const { view } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'bank' })
    expect((await view.get(listPath)).text).toContain('•••• 5555')
    const acting = await actingAs(app, 'amara.okafor', { purposeReference: 'bank-act' })
    await expect(
      acting.view.api.addBankAccount({ params, body: app.newBankAccount() }),
    ).rejects.toMatchObject({ status: 403, body: { reason: 'entitlement-off' } })
    for (const role of ['view', 'desk'] as const)
      for (const statement of [
        'SELECT number_encrypted FROM bank_accounts',
        'SELECT amount_cents FROM bank_transfers',
      ])
        await expect(app.database[role].begin((sql) => sql.unsafe(statement))).rejects.toThrow(
          /permission denied/,
        )
  })
})

test('works without JavaScript: added with a refusal in between, confirmed, named, removed', async () => {
  const maria = await asMaria()
  const body = app.newBankAccount('7777')
  const refused = await maria.submit(`${listPath}/add`, { ...body, routingNumber: '122105156' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('A digit of this routing number is wrong')
  expect(refused.text).toContain(`value="${body.bankAccountNumber}"`)
  const taken = await maria.submit(`${listPath}/add`, body)
  expect(taken.headers.location).toMatch(/\/bank-accounts\/\d+\?notice=bank-account-added$/)
  const bankAccountId = Number(/bank-accounts\/(\d+)/.exec(String(taken.headers.location))?.[1])
  await app.sendDeposits()
  const path = `${listPath}/${bankAccountId}`
  expect((await maria.get(path)).text).toContain('Confirm the two deposits')
  const [first = 0, second = 0] = await app.depositsOf(bankAccountId)
  const wrongAnswer = await maria.submit(`${path}/verify`, { firstCents: '1.5', secondCents: String(second) })
  expect(wrongAnswer.status).toBe(422)
  const asAmount = `$0.${String(first).padStart(2, '0')}`
  const verified = await maria.submit(`${path}/verify`, { firstCents: asAmount, secondCents: String(second) })
  expect(verified.headers.location).toBe(`${path}?notice=bank-account-verified`)
  const version = /name="version" value="(\d+)"/.exec((await maria.get(path)).text)?.[1] ?? ''
  const named = await maria.submit(path, { version, nickname: 'Casa <b>', isDefault: 'on' })
  expect(named.headers.location).toBe(`${path}?notice=bank-account-changed`)
  const late = await maria.submit(path, { version, nickname: 'Boat', isDefault: 'on' })
  expect(late.status).toBe(409)
  expect(late.text).toContain('This has changed in the meantime')
  expect(late.text).toContain('value="Boat"')
  expect((await maria.get(listPath)).text).toContain('Casa &lt;b>')
  const removed = await maria.submit(`${path}/remove`, {})
  expect(removed.headers.location).toBe(`${listPath}?notice=bank-account-removed`)
})
