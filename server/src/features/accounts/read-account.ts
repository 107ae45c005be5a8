import type { Sql } from '#database/sql.ts'
import { readAutopayOfAccount } from '#features/autopay/index.ts'
import { readBalance } from '#features/billing/index.ts'
import { readContactKinds, readFirstContacts } from '#features/customer-contacts/index.ts'
import { arrearsOf, readAccountPrograms } from '#features/programs/index.ts'
import {
  accountHead,
  contactsOfAccount,
  identifiersOfAccount,
  openTasksOfAccount,
  otherPaymentsOfAccount,
  personsOfAccount,
  servicesOfAccount,
} from './queries.ts'
import type { AccountPage } from './rules.ts'
import { premisesOf } from './rules.ts'

/**
 * Reads everything about an account that the first minute of a call needs, in one round trip. Undefined for an unknown account.
 * @param timeZone IANA name: due dates pass at the utility's midnight.
 */
export async function readAccountPage(
  sql: Sql,
  accountId: number,
  timeZone: string,
): Promise<AccountPage | undefined> {
  const of = { accountId }
  const [
    head,
    balance,
    persons,
    contacts,
    identifiers,
    services,
    tasks,
    history,
    contactKinds,
    autopay,
    payments,
  ] = await Promise.all([
    accountHead.first(sql, of),
    readBalance(sql, { accountId, timeZone }),
    personsOfAccount(sql, of),
    contactsOfAccount(sql, of),
    identifiersOfAccount(sql, of),
    servicesOfAccount(sql, of),
    openTasksOfAccount(sql, of),
    readFirstContacts(sql, accountId),
    readContactKinds(sql),
    readAutopayOfAccount(sql, accountId),
    otherPaymentsOfAccount(sql, of),
  ])
  if (!head || !balance) return undefined
  const { line1, line2, city, region, postalCode, country, ...account } = head
  const { currency, balanceCents, pastDueCents, isAutopay, isPaperless, lastBill, lastPayment } = balance
  const programs = await readAccountPrograms(sql, { accountId, isPaperless })
  const { pastDueSince } = balance
  return {
    ...account,
    programs,
    autopay,
    otherPayments: payments.map(({ payBy, createdAt, ...payment }) => ({
      ...payment,
      payBy: payBy === 'card' || payBy === 'bank' ? payBy : null,
      createdAt: createdAt.toISOString(),
    })),
    arrears: arrearsOf({ pastDueCents, pastDueSince, isCashOnly: account.isCashOnly }, programs),
    currency,
    balanceCents,
    pastDueCents,
    isAutopay,
    isPaperless,
    mailingAddress:
      line1 !== null &&
      line2 !== null &&
      city !== null &&
      region !== null &&
      postalCode !== null &&
      country !== null
        ? { line1, line2, city, region, postalCode, country }
        : null,
    persons: persons.map(({ markVersion, ...row }) => {
      const {
        protectionKind,
        protectionReason,
        markedAt,
        removalAskedBy,
        removalReason,
        ownAddress,
        ...person
      } = row
      return {
        ...person,
        protection:
          markVersion === null || protectionKind === null || protectionReason === null || markedAt === null
            ? null
            : {
                version: markVersion,
                kind: protectionKind,
                markedAt: markedAt.toISOString(),
                reason: protectionReason,
                removalAskedBy,
                removalReason,
                ownAddress,
              },
        contacts: contacts.filter(({ personId }) => personId === person.personId),
        identifiers: identifiers.filter(({ personId }) => personId === person.personId),
      }
    }),
    premises: premisesOf(services),
    lastBill,
    lastPayment,
    openTasks: tasks.map((task) => ({ ...task, createdAt: task.createdAt.toISOString() })),
    contacts: history,
    contactKinds,
  }
}
