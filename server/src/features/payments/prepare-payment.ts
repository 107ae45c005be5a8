import { randomUUID } from 'node:crypto'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { draftField, preparable } from '../../preparable.ts'
import { payableAccount } from './queries.ts'
import { mostPayableCents, paymentProblem } from './rules.ts'

type Payable = { balanceCents: number; problem: ReturnType<typeof paymentProblem> }

/** How a CSR prepares a card payment. The approval opens the payment page, where the customer types the card. */
export const preparePayment = preparable<'startCardPayment', Payable>({
  draft: async (sql, { accountId }) => {
    const account = await payableAccount.one(sql, { accountId })
    const { balanceCents, currency } = account
    const problem = paymentProblem(account)
    const amount = draftField('amountCents', 'money', String(Math.max(balanceCents, 0)), { currency })
    return { fields: problem === null ? [amount] : [], standing: { balanceCents, problem } }
  },
  request: ({ accountId }, filled, { balanceCents, problem }) => {
    if (problem !== null) throw new Refusal(problem)
    const amountCents = Number(filled('amountCents'))
    if (!Number.isSafeInteger(amountCents) || amountCents <= 0) throw refuseField('amountCents', 'amount')
    if (amountCents > mostPayableCents(balanceCents))
      throw refuseField('amountCents', 'amount-far-over-balance')
    return { params: { accountId }, body: { amountCents, idempotencyKey: randomUUID() } }
  },
  changes: (filled, { fields }) => [
    {
      field: 'amountCents',
      kind: 'money',
      before: null,
      after: String(Number(filled('amountCents'))),
      currency: fields[0]?.currency ?? null,
    },
  ],
})
