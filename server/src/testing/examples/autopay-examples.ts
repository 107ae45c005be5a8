import { autopayTermsVersion } from '@porchlight/contract/autopay.ts'
import { verifiedBankAccount } from '#features/payments/payments.fixture.ts'
import { addBill } from '../add-bill.ts'
import { town } from '../small-town.ts'
import { account, type ExampleName, type Examples, type Scene } from './scene.ts'

/** Returns what a customer chooses, with a bank account that can be paid from. Nothing is set up, and what was before is gone. */
async function chosen({ app, owner }: Scene) {
  await owner`DELETE FROM autopays`
  await owner`UPDATE accounts SET is_autopay = false, status = 'active', is_cash_only = false WHERE account_id = ${town.mariaAccount}`
  await owner`UPDATE bank_accounts SET removed_at = now(), number_encrypted = NULL, number_hash = NULL, is_default = false
    WHERE removed_at IS NULL`
  await owner`DELETE FROM attempts`
  await app.aWeekLater()
  const bankAccountId = await verifiedBankAccount(app)
  return { bankAccountId, dayOfMonth: null, limitCents: null, termsVersion: autopayTermsVersion, version: 0 }
}

/** Sets autopay up for Maria. Returns what she chose, with the version. */
async function setUp(scene: Scene) {
  const body = await chosen(scene)
  const maria = await scene.app.asCustomer(town.maria)
  const { version } = await maria.api.enrollAutopay({ params: account, body })
  return { ...body, version }
}

/** A bill that autopay holds. Returns the id of what it does about it. */
async function aHeldRun(scene: Scene) {
  await setUp(scene)
  const bill = { ...account, billDate: '2026-01-05', dueDate: '2026-01-26', chargesCents: 5_000 }
  const billId = await addBill(scene.owner, bill)
  const [row] =
    await scene.owner`INSERT INTO autopay_runs (autopay_id, account_id, bill_id, pay_on, amount_cents, state)
    SELECT autopay_id, account_id, ${billId}, current_date, 5000, 'held' FROM autopays RETURNING autopay_run_id`
  return Number(row?.autopayRunId)
}

/** A request of each endpoint of autopay. */
export const autopayExamples = {
  readAutopay: { by: 'maria', input: () => ({ params: account }) },
  enrollAutopay: { by: 'maria', input: async (scene) => ({ params: account, body: await chosen(scene) }) },
  changeAutopay: {
    by: 'maria',
    input: async (scene) => ({ params: account, body: { ...(await setUp(scene)), dayOfMonth: 12 } }),
  },
  stopAutopay: {
    by: 'maria',
    input: async (scene) => ({ params: account, body: { version: (await setUp(scene)).version } }),
  },
  decideAutopayRun: {
    by: 'maria',
    input: async (scene) => ({
      params: { ...account, autopayRunId: await aHeldRun(scene) },
      body: { decision: 'skip' as const },
    }),
  },
} satisfies Partial<Examples<ExampleName>>
