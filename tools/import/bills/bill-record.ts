import { z } from 'zod'
import { addProblem } from '../add-problem.ts'
import { CurrencyCode, Day, Line, Money, ServiceType, SourceKey } from '../values.ts'

const Names = z
  .strictObject({ en: Line(120), es: Line(120).nullish() })
  .nullish()
  .describe('What the customer reads instead of the general name of such a line, by language')

const Step = z
  .strictObject({
    from: z.number().min(0).max(1e12).describe('The quantity at which the step begins; 0 for the first'),
    to: z
      .number()
      .positive()
      .max(1e12)
      .nullish()
      .describe('The quantity at which it ends; absent for the last'),
    per: z.enum(['day', 'bill']).describe('Whether both are quantities a day or a bill'),
  })
  .nullish()
  .describe('The step of the tariff that the quantity was billed in')

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
  names: Names,
  step: Step,
  amountCents: Money,
})

const Adjustment = z.strictObject({ names: Names, amountCents: Money })

const Dispute = z.strictObject({
  amountCents: Money.positive().describe('How much of the bill is disputed'),
  openedOn: Day,
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
    kind: z.enum(['regular', 'corrected', 'final']).optional().describe('`regular` where it is absent'),
    dispute: Dispute.nullish().describe('While it is open; absent when it is settled'),
    lines: z.array(BillLine).max(1000),
    adjustments: z
      .array(Adjustment)
      .max(200)
      .optional()
      .describe('One by one: they add up to `adjustmentsCents`. Where it is absent, the bill shows the sum'),
  })
  .check((ctx) => {
    const { periodFrom, periodTo, chargesCents, lines, adjustments } = ctx.value
    const { previousBalanceCents, paymentsCents, adjustmentsCents, amountDueCents } = ctx.value
    if (periodTo < periodFrom) addProblem(ctx, ['periodTo'], 'ended-before-started')
    if (amountDueCents !== previousBalanceCents + paymentsCents + adjustmentsCents + chargesCents)
      addProblem(ctx, ['amountDueCents'], 'does-not-add-up')
    const sum = lines.reduce((total, { amountCents }) => total + amountCents, 0)
    if (sum !== chargesCents) addProblem(ctx, ['chargesCents'], 'not-the-sum-of-the-lines')
    const adjusted = adjustments?.reduce((total, { amountCents }) => total + amountCents, 0)
    if (adjusted !== undefined && adjusted !== adjustmentsCents)
      addProblem(ctx, ['adjustmentsCents'], 'not-the-sum-of-the-lines')
    for (const [at, { step }] of lines.entries())
      if (step?.to != null && step.to <= step.from)
        addProblem(ctx, ['lines', at, 'step', 'to'], 'ended-before-started')
  })
export type BillRecord = z.output<typeof BillRecord>
