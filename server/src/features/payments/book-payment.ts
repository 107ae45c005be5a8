import { defaultChoices } from '@porchlight/contract/preferences.ts'
import { localeOf } from '@porchlight/contract/values.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import type { Context } from '#pipeline/handler.ts'
import type { TaskProof } from '#pipeline/outcome.ts'
import { insertPayment, payerOf, reduceBalance } from './queries.ts'

type Booking = Pick<
  Context<'card-payment:settle' | 'job:make-bank-payments' | 'job:ask-payment-page'>,
  'sql' | 'grant' | 'installation'
>

/** Books a payment and the balance, and mails the payer if they want such mail. */
export async function bookPayment(
  tools: Booking,
  of: {
    accountId: number
    webUserId: number
    isBySupport: boolean
    tender: 'card' | 'bank'
    paidWith: string | null
  },
  booked: TaskProof,
  money: { amountCents: number; currency: string },
): Promise<void> {
  const { sql, grant, installation } = tools
  const { accountId, webUserId, isBySupport, tender, paidWith } = of
  const { timeZone } = installation
  const { taskId } = booked
  const payment = { accountId, taskId, timeZone, tender, paidWith, ...money }
  const { paymentId, bookedAt } = await insertPayment.one(sql, grant, payment)
  const { balanceCents } = await reduceBalance.one(sql, grant, { accountId, amountCents: money.amountCents })
  const payer = await payerOf.one(sql, { webUserId, accountId })
  if (!(payer.wantsMail ?? defaultChoices['payment-received'].email)) return
  const to = {
    email: payer.email,
    displayName: payer.displayName ?? '',
    locale: localeOf(payer.locale),
    isBySupport,
  }
  const message = {
    template: 'payment-received' as const,
    ...money,
    balanceCents,
    receipt: { paymentId, paidAt: bookedAt, timeZone, tender, paidWith },
  }
  await enqueueMessage(tools, booked, message, { accountId, to })
}
