import { z } from 'zod'
import { addProblem } from '../add-problem.ts'
import { CurrencyCode, Day, Line, Money, ServiceType, SourceKey } from '../values.ts'

const BillLine = z.strictObject({
  kind: z.enum(['customer-charge', 'energy', 'delivery', 'tax', 'solar-credit', 'late-charge', 'adjustment']),
  premise: SourceKey.nullish().describe('Source key of a premise'),
  serviceType: ServiceType.nullish(),
  quantity: z.number().min(-1e12).max(1e12).nullish(),
  unit: Line(20).nullish(),
  rateMicros: z
    .number()
    .int()
    .min(-1e15)
    .max(1e15)
    .nullish()
    .describe('Millionths of a currency unit a unit'),
  amountCents: Money,
})

/** A bill with its lines, in the order in which they are shown. */
export const BillRecord = z
  .strictObject({
    sourceKey: SourceKey,
    account: SourceKey.describe('Source key of the account; it never changes'),
    billDate: Day,
    dueDate: Day,
    periodFrom: Day,
    periodTo: Day,
    previousBalanceCents: Money,
    paymentsCents: Money.describe('Negative: what was paid since the bill before'),
    adjustmentsCents: Money,
    chargesCents: Money.describe('What the lines add up to'),
    amountDueCents: Money.describe('What the four before it add up to'),
    currency: CurrencyCode,
    lines: z.array(BillLine).max(1000),
  })
  .check((ctx) => {
    const { periodFrom, periodTo, chargesCents, lines } = ctx.value
    const { previousBalanceCents, paymentsCents, adjustmentsCents, amountDueCents } = ctx.value
    if (periodTo < periodFrom) addProblem(ctx, ['periodTo'], 'ended-before-started')
    if (amountDueCents !== previousBalanceCents + paymentsCents + adjustmentsCents + chargesCents)
      addProblem(ctx, ['amountDueCents'], 'does-not-add-up')
    const sum = lines.reduce((total, { amountCents }) => total + amountCents, 0)
    if (sum !== chargesCents) addProblem(ctx, ['chargesCents'], 'not-the-sum-of-the-lines')
  })
export type BillRecord = z.output<typeof BillRecord>
