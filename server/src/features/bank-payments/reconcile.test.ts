import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  bankPaymentBody,
  createPaymentApp,
  type PaymentApp,
  verifiedBankAccount,
} from '#features/payments/payments.fixture.ts'
import type { ListedTransfer } from '#integrations/bank/bank.ts'
import { town } from '#testing/small-town.ts'
import { reconcileBank } from './reconcile.ts'

let app: PaymentApp
beforeAll(async () => {
  app = await createPaymentApp()
})
afterAll(() => app.close())

const yesterday = () => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
/** Compares the books with what the bank says of yesterday. */
const reconcile = (listed: readonly ListedTransfer[]) =>
  reconcileBank.run({
    pool: app.database.worker,
    installation: {
      ...app.installation,
      bank: { ...app.bank, transfersOf: async (day) => (day === yesterday() ? listed : []) },
    },
    signal: new AbortController().signal,
  })
const toDos = () =>
  app.owner`SELECT subject, self_service_task_id AS task_id, account_id FROM to_dos WHERE to_do_role = 'payments' ORDER BY to_do_id`

test('agrees each night, or raises one to-do for each difference, while it is open', async () => {
  await app.owe(town.mariaAccount, 20_000)
  const bankAccountId = await verifiedBankAccount(app)
  const maria = await app.asCustomer(town.maria)
  const body = await bankPaymentBody(app, bankAccountId, 5_000)
  const { taskId } = await maria.api.makeBankPayment({
    params: { accountId: town.mariaAccount },
    body,
  })
  await app.makeBankPayments()
  await app.owner`UPDATE bank_transfers SET ended_at = ${`${yesterday()}T12:00:00Z`}::timestamptz`
  const listed = await app.bankList()
  await reconcile(listed)
  expect(await toDos()).toEqual([])

  const [row] = await app.owner`SELECT bank_key::text AS key FROM bank_transfers
    WHERE self_service_task_id = ${taskId} AND purpose = 'payment'`
  const others = listed.filter(({ key }) => key !== row?.key)
  for (let night = 0; night < 2; night++) await reconcile(others)
  const about = { taskId, accountId: town.mariaAccount }
  expect(await toDos()).toEqual([{ subject: 'books-alone-have-transfer', ...about }])

  const changed = listed.map((one) => (one.key === row?.key ? { ...one, amountCents: 5_001 } : one))
  await reconcile(changed)
  expect((await toDos()).slice(1)).toEqual([{ subject: 'bank-differs', ...about }])

  const [first] = listed
  if (!first) throw new Error('the bank made no transfer')
  await reconcile([...listed, { ...first, key: 'a key that we never made' }])
  expect((await toDos()).slice(2)).toEqual([
    { subject: 'bank-alone-has-transfer', taskId: null, accountId: null },
  ])
})
