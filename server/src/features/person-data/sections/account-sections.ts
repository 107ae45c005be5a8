import * as queries from './queries.ts'
import { section } from './section.ts'

const place = { line1: 'text', line2: 'text', city: 'text', region: 'text', postalCode: 'text' } as const

/** What the accounts that the person holds have. */
export const accountSections = [
  section('accounts', queries.personAccounts, {
    accountId: 'id',
    relationshipType: 'text',
    isMainCustomer: 'boolean',
    isFinanciallyResponsible: 'boolean',
    isThirdPartyGuarantor: 'boolean',
    webAccessAllowed: 'boolean',
    receivesBillCopy: 'boolean',
    customerClass: 'code',
    division: 'text',
    status: 'code',
    balanceCents: 'cents',
    currency: 'text',
    isCashOnly: 'boolean',
    isAutopay: 'boolean',
    isPaperless: 'boolean',
    openedOn: 'date',
    closedOn: 'date',
    sourceKey: 'text',
    ...place,
    country: 'text',
  }),
  section('agreements', queries.personAgreements, {
    accountId: 'id',
    serviceAgreementId: 'id',
    serviceType: 'code',
    startedOn: 'date',
    endedOn: 'date',
    sourceKey: 'text',
    servicePointId: 'id',
    meterNumber: 'text',
    premiseId: 'id',
    ...place,
  }),
  section('bills', queries.personBills, {
    billId: 'id',
    accountId: 'id',
    billDate: 'date',
    dueDate: 'date',
    periodFrom: 'date',
    periodTo: 'date',
    previousBalanceCents: 'cents',
    paymentsCents: 'cents',
    adjustmentsCents: 'cents',
    chargesCents: 'cents',
    amountDueCents: 'cents',
    currency: 'text',
    sourceKey: 'text',
    lines: {
      list: {
        position: 'number',
        premiseId: 'id',
        serviceType: 'code',
        kind: 'code',
        quantity: 'number',
        unit: 'text',
        rateMicros: 'number',
        amountCents: 'cents',
      },
    },
  }),
  section('payments', queries.personPayments, {
    paymentId: 'id',
    accountId: 'id',
    receivedOn: 'date',
    amountCents: 'cents',
    currency: 'text',
    tender: 'text',
    selfServiceTaskId: 'id',
    sourceKey: 'text',
  }),
]

/** The months of readings, few a page: a month of 15-minute readings has three thousand numbers. */
export const usageSection = section(
  'usage',
  queries.personUsage,
  {
    servicePointId: 'id',
    channel: 'text',
    month: 'text',
    startsAt: 'instant',
    intervalMinutes: 'number',
    total: 'number',
    source: 'text',
    readings: 'readings',
  },
  24,
)
