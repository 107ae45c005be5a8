import type { Problem } from '../problem.ts'
import type { AccountLookups } from './account-lookups.ts'
import type { AccountRecord } from './account-record.ts'

/** What the accounts of a batch before this one have taken. */
type Taken = { ids: Set<string>; agreements: Set<string> }

/**
 * Checks the rules that need the database: records that an account names must exist and belong to it. A service point may come with
 * an account of the same batch; if that account is rejected, the accounts that need its service point are rejected too.
 * @returns the problems of each record that has any, by its place in the batch
 */
export function checkAccounts(
  batch: readonly AccountRecord[],
  lookups: AccountLookups,
): Map<number, Problem[]> {
  const rejected = new Map<number, Problem[]>()
  const taken: Taken = { ids: new Set(), agreements: new Set() }
  for (const [at, record] of batch.entries()) {
    const problems = [
      ...accountProblems(record, lookups, taken),
      ...personProblems(record, lookups),
      ...agreementProblems(record, lookups, taken),
    ]
    if (problems.length > 0) rejected.set(at, problems)
  }
  for (let before = -1; before < rejected.size; ) {
    before = rejected.size
    const types = pointTypes(batch, lookups, rejected)
    for (const [at, record] of batch.entries()) {
      if (rejected.has(at)) continue
      const problems = pointProblems(record, types)
      if (problems.length > 0) rejected.set(at, problems)
    }
  }
  return rejected
}

function accountProblems(
  record: AccountRecord,
  { accounts, takenIds }: AccountLookups,
  taken: Taken,
): Problem[] {
  const before = accounts.get(record.sourceKey)
  const problems: Problem[] = []
  if (record.accountId !== undefined) {
    const id = String(record.accountId)
    if (before !== undefined && before !== id)
      problems.push({ field: 'accountId', reason: 'not-the-id-it-has' })
    if (before === undefined && (takenIds.has(id) || taken.ids.has(id)))
      problems.push({ field: 'accountId', reason: 'account-id-taken' })
    taken.ids.add(id)
  }
  if (before === undefined && !record.persons) problems.push({ field: 'persons', reason: 'no-main-customer' })
  return problems
}

function personProblems({ persons = [] }: AccountRecord, lookups: AccountLookups): Problem[] {
  return persons.flatMap(({ person, relationshipType }, at) => {
    const problems: Problem[] = []
    if (!lookups.persons.has(person))
      problems.push({ field: `persons.${at}.person`, reason: 'person-unknown' })
    const isReserved =
      relationshipType === undefined ? false : lookups.relationshipTypes.get(relationshipType)
    const field = `persons.${at}.relationshipType`
    if (isReserved === undefined) problems.push({ field, reason: 'relationship-type-unknown' })
    if (isReserved) problems.push({ field, reason: 'relationship-type-reserved' })
    return problems
  })
}

function agreementProblems(record: AccountRecord, lookups: AccountLookups, taken: Taken): Problem[] {
  const own = lookups.accounts.get(record.sourceKey)
  return (record.serviceAgreements ?? []).flatMap(({ sourceKey }, at) => {
    const before = lookups.agreements.get(sourceKey)
    const isOthers = (before && before.accountId !== own) || taken.agreements.has(sourceKey)
    taken.agreements.add(sourceKey)
    return isOthers ? [{ field: `serviceAgreements.${at}.sourceKey`, reason: 'of-another-account' }] : []
  })
}

/** Returns the service type of each point that exists or comes with an accepted record. */
function pointTypes(
  batch: readonly AccountRecord[],
  lookups: AccountLookups,
  rejected: ReadonlyMap<number, unknown>,
): Map<string, string> {
  const types = new Map([...lookups.points].map(([key, { serviceType }]) => [key, serviceType]))
  for (const [at, { premises = [] }] of batch.entries()) {
    if (rejected.has(at)) continue
    for (const { servicePoints = [] } of premises)
      for (const { sourceKey, serviceType } of servicePoints) types.set(sourceKey, serviceType)
  }
  return types
}

function pointProblems(
  { serviceAgreements = [] }: AccountRecord,
  types: ReadonlyMap<string, string>,
): Problem[] {
  return serviceAgreements.flatMap(({ serviceType, servicePoints = [] }, nth) =>
    servicePoints.flatMap((point, at) => {
      const field = `serviceAgreements.${nth}.servicePoints.${at}`
      const type = types.get(point)
      if (type === undefined) return [{ field, reason: 'service-point-unknown' }]
      return type === serviceType ? [] : [{ field, reason: 'not-of-this-service-type' }]
    }),
  )
}
