import { z } from 'zod'
import { CallerVerification } from './caller-verification.ts'
import { ContactKind, CustomerContacts } from './customer-contacts.ts'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostFurtherReason } from './limits.ts'
import { AutopayOfAccount, PaymentOfAccount } from './money-of-account.ts'
import { arrearsReasons, ProgramOfAccount } from './programs-of-account.ts'
import { ToDo } from './to-dos.ts'
import {
  AccountId,
  CalendarDate,
  Cents,
  Currency,
  Id,
  Instant,
  may,
  PostalAddress,
  text,
  Version,
} from './values.ts'

/** What the account's page offers, each with the reason where it is refused. */
export const accountActions = [
  'web-user:view',
  'task:view',
  'contact:add',
  'identifier:reveal',
  'holder-protection:mark',
  'holder-protection:remove',
  'payment:refund',
] as const

const endpoints = {
  /** The account page of the desk in one request: the first minute of a call. */
  readAccount: endpoint({
    method: 'GET',
    path: '/api/desk/accounts/:accountId',
    action: 'account:view',
    masquerade: 'never',
    opens: 'account',
    params: z.strictObject({ accountId: AccountId }),
    response: z.object({
      accountId: AccountId,
      customerClass: z.string(),
      /** Somebody on it is an employee, of an employee's household, or has a confidential address. */
      isProtected: z.boolean(),
      division: z.string(),
      status: z.string(),
      openedOn: CalendarDate,
      closedOn: CalendarDate.nullable(),
      currency: Currency,
      balanceCents: Cents,
      pastDueCents: Cents,
      isAutopay: z.boolean(),
      isPaperless: z.boolean(),
      isCashOnly: z.boolean(),
      /** Null where it is off, or was set up outside the portal (`isAutopay`). */
      autopay: AutopayOfAccount.nullable(),
      /** Those that are to come, and those of the last thirty days that went wrong or were given back: the newest first. */
      otherPayments: z.array(PaymentOfAccount),
      /** The programs that the account is in, or left or lost within a year, in the order of the portal. */
      programs: z.array(ProgramOfAccount),
      /** Why something is past due; null where nothing is. `since`: the due date of the oldest open bill. */
      arrears: z.object({ reason: z.enum(arrearsReasons), since: CalendarDate.nullable() }).nullable(),
      mailingAddress: PostalAddress.nullable(),
      persons: z.array(
        z.object({
          personId: Id,
          name: z.string(),
          kind: z.string(),
          isMainCustomer: z.boolean(),
          isFinanciallyResponsible: z.boolean(),
          isThirdPartyGuarantor: z.boolean(),
          relationshipType: z.string(),
          /** Hidden from everybody else on the account since then. `ownAddress`: where this person's mail goes. */
          protection: z
            .object({
              version: Version,
              kind: z.string(),
              markedAt: Instant,
              reason: z.string(),
              removalAskedBy: z.string().nullable(),
              removalReason: z.string().nullable(),
              ownAddress: z.string().nullable(),
            })
            .nullable(),
          contacts: z.array(
            z.object({
              contactType: z.string(),
              value: z.string(),
              isPrimary: z.boolean(),
              state: z.string(),
            }),
          ),
          identifiers: z.array(
            z.object({ personIdentifierId: Id, identifierType: z.string(), maskedValue: z.string() }),
          ),
        }),
      ),
      premises: z.array(
        z.object({
          premiseId: Id,
          address: z.string(),
          latitude: z.number().nullable(),
          longitude: z.number().nullable(),
          services: z.array(
            z.object({
              serviceType: z.string(),
              servicePointId: Id,
              meterNumber: z.string().nullable(),
              startedOn: CalendarDate,
              endedOn: CalendarDate.nullable(),
            }),
          ),
        }),
      ),
      lastBill: z.object({ billDate: CalendarDate, dueDate: CalendarDate, amountDueCents: Cents }).nullable(),
      lastPayment: z.object({ receivedOn: CalendarDate, amountCents: Cents, tender: z.string() }).nullable(),
      /** How the callers about this account were verified lately, the newest first. */
      callers: z.array(CallerVerification),
      openTasks: z.array(
        z.object({
          taskId: Id,
          taskType: z.string(),
          state: z.string(),
          createdAt: Instant,
          madeBy: z.string().nullable(),
        }),
      ),
      /** The open to-dos that this CSR sees: the most urgent first, then the oldest. */
      toDos: z.array(ToDo),
      /** The newest contacts. `queryCustomerContacts` returns older ones. */
      contacts: CustomerContacts,
      contactKinds: z.array(ContactKind),
      may: may(...accountActions),
    }),
  }),
  /** What the desk asks before it opens a protected customer. */
  readProtectedPrompt: endpoint({
    method: 'GET',
    path: '/api/desk/accounts/:accountId/open-protected',
    action: 'account:open-protected',
    masquerade: 'never',
    params: z.strictObject({ accountId: AccountId }),
    response: z.object({ reasonKinds: z.array(z.string()) }),
  }),
  /**
   * Opens a protected customer for a further reason: for half an hour, in this desk session. The security officer is alerted.
   * Idempotent: during that half hour, the same request returns the existing opening.
   */
  openProtected: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/open-protected',
    action: 'account:open-protected',
    masquerade: 'never',
    task: null,
    params: z.strictObject({ accountId: AccountId }),
    body: z.strictObject({ kind: text(40), reference: text(mostFurtherReason) }),
    response: z.object({ expiresAt: Instant }),
  }),
  /** Shows one identifier in full. Each reveal is a line in the record. */
  revealIdentifier: endpoint({
    method: 'POST',
    path: '/api/desk/identifiers/reveal',
    action: 'identifier:reveal',
    masquerade: 'never',
    task: null,
    body: z.strictObject({ accountId: AccountId, personIdentifierId: Id }),
    response: z.object({ value: z.string() }),
  }),
}

export const accounts = feature({
  permissions: ['account:view', 'account:open-protected', 'identifier:reveal'],
  endpoints,
})
