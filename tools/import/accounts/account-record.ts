import { AccountId } from '@porchlight/contract/values.ts'
import { z } from 'zod'
import { addProblem } from '../add-problem.ts'
import { PremiseRecord } from '../premises/premise-record.ts'
import {
  CurrencyCode,
  Day,
  DayOrNone,
  Line,
  Money,
  OptionalLine,
  ServiceType,
  SourceKey,
  Word,
  Yes,
} from '../values.ts'

const MailingAddress = z.strictObject({
  line1: Line(120),
  line2: OptionalLine(120),
  city: Line(80),
  region: Line(40),
  postalCode: Line(20),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .describe('ISO 3166; US where it is absent'),
})

const AccountPerson = z
  .strictObject({
    person: SourceKey.describe('Source key of a person'),
    isMainCustomer: Yes.describe('Of exactly one'),
    isFinanciallyResponsible: Yes.describe('Always of the main customer; no where it is absent'),
    isThirdPartyGuarantor: Yes,
    relationshipType: Word.optional().describe(
      'main for the main customer where it is absent; others need one',
    ),
    webAccessAllowed: Yes.describe('Yes where it is absent'),
    receivesBillCopy: Yes,
  })
  .check((ctx) => {
    const { isMainCustomer, isFinanciallyResponsible, isThirdPartyGuarantor, relationshipType } = ctx.value
    if (!isMainCustomer && relationshipType === undefined) addProblem(ctx, ['relationshipType'], 'required')
    if (!isMainCustomer) return
    if (isFinanciallyResponsible === false)
      addProblem(ctx, ['isFinanciallyResponsible'], 'main-customer-not-responsible')
    if (isThirdPartyGuarantor) addProblem(ctx, ['isThirdPartyGuarantor'], 'main-customer-as-guarantor')
  })

const ServiceAgreement = z
  .strictObject({
    sourceKey: SourceKey,
    serviceType: ServiceType,
    startedOn: Day,
    endedOn: DayOrNone,
    servicePoints: z.array(SourceKey).max(500).optional().describe('Source keys of service points'),
  })
  .check((ctx) => {
    const { startedOn, endedOn, servicePoints = [] } = ctx.value
    if (endedOn && endedOn < startedOn) addProblem(ctx, ['endedOn'], 'ended-before-started')
    const twice = repeated(servicePoints)
    if (twice !== undefined) addProblem(ctx, ['servicePoints', twice], 'there-twice')
  })

/** An account with its persons, its agreements, and the premises where it is served. */
export const AccountRecord = z
  .strictObject({
    sourceKey: SourceKey,
    accountId: AccountId.optional().meta({
      type: 'integer',
      description: 'Ten digits; given where it is absent',
    }),
    customerClass: z.enum(['residential', 'commercial']),
    division: Line(60),
    status: z.enum(['active', 'closed']),
    openedOn: Day,
    closedOn: DayOrNone,
    balanceCents: Money.optional().describe('Stays where it is absent'),
    currency: CurrencyCode,
    isCashOnly: Yes.describe('These three stay where they are absent'),
    isAutopay: Yes,
    isPaperless: Yes,
    mailingAddress: MailingAddress.optional(),
    persons: z.array(AccountPerson).max(200).optional(),
    premises: z.array(PremiseRecord).max(2000).optional(),
    serviceAgreements: z.array(ServiceAgreement).max(5000).optional(),
  })
  .check((ctx) => {
    const { openedOn, closedOn, persons, premises = [], serviceAgreements = [] } = ctx.value
    if (closedOn && closedOn < openedOn) addProblem(ctx, ['closedOn'], 'closed-before-opened')
    if (persons) checkPersons(ctx, persons)
    const lists = { premises, serviceAgreements }
    for (const [name, list] of Object.entries(lists)) {
      const twice = repeated(list.map(({ sourceKey }) => sourceKey))
      if (twice !== undefined) addProblem(ctx, [name, twice, 'sourceKey'], 'there-twice')
    }
  })
export type AccountRecord = z.output<typeof AccountRecord>

function checkPersons(ctx: Parameters<typeof addProblem>[0], persons: z.output<typeof AccountPerson>[]) {
  const mains = persons.flatMap(({ isMainCustomer }, at) => (isMainCustomer ? [at] : []))
  if (mains.length === 0) addProblem(ctx, ['persons'], 'no-main-customer')
  if (mains.length > 1)
    addProblem(ctx, ['persons', mains[1] ?? 0, 'isMainCustomer'], 'more-than-one-main-customer')
  const twice = repeated(persons.map(({ person }) => person))
  if (twice !== undefined) addProblem(ctx, ['persons', twice, 'person'], 'there-twice')
}

/** Returns the place of the first repeated key. */
function repeated(keys: readonly string[]): number | undefined {
  if (keys.length < 2) return undefined
  const seen = new Set<string>()
  const at = keys.findIndex((key) => seen.size === seen.add(key).size)
  return at < 0 ? undefined : at
}
