import type { Sql } from '@porchlight/server/database/sql.ts'
import { encodedRow } from '../../copy/cell.ts'
import { TableRows } from '../../copy/table-rows.ts'
import type { ImportKind, Outcome } from '../import-kind.ts'
import { PremiseRows, type StoredPremises } from '../premises/premise-rows.ts'
import { OwnedLists } from '../store/owned-list.ts'
import { type Owner, ownerIn } from '../store/owner.ts'
import { RememberedRows, sourceDigest } from '../store/remembered-rows.ts'
import { SourceRows } from '../store/source-rows.ts'
import { type AccountLookups, lookUp } from './account-lookups.ts'
import { AccountRecord } from './account-record.ts'
import { accountPersonSpec, accountSpec, mailingAddressSpec } from './account-specs.ts'
import { AgreementRows } from './agreement-rows.ts'
import { checkAccounts } from './check-accounts.ts'
import { newAccountIds } from './new-account-ids.ts'
import { removeLinksWithoutPerson } from './remove-links.ts'

/** Accounts with their persons, mailing address, service agreements, and the premises where they are served. */
export const accounts: ImportKind<AccountRecord> = {
  noun: 'accounts',
  schema: AccountRecord,
  prepare: (record: AccountRecord) => record,
  store,
}

async function store(sql: Sql, all: readonly AccountRecord[]): Promise<Outcome> {
  const lookups = await lookUp(sql, all)
  const problems = checkAccounts(all, lookups)
  const batch = all.filter((_, at) => !problems.has(at))
  const owners = await accountOwners(sql, batch, lookups)
  const rows = new AccountRows(lookups)
  for (const record of batch) rows.add(ownerIn(owners, record.sourceKey), record)
  const { changed, premises } = await rows.store(sql)
  const outcome = { created: 0, changed: 0, unchanged: 0 }
  for (const record of batch) {
    const { id, isNew } = ownerIn(owners, record.sourceKey)
    const isElsewhere = record.premises?.some(
      ({ sourceKey }) => premises.created.has(sourceKey) || premises.changed.has(sourceKey),
    )
    outcome[isNew ? 'created' : changed.has(id) || isElsewhere ? 'changed' : 'unchanged'] += 1
  }
  return { ...outcome, rejected: [...problems].map(([at, list]) => ({ at, problems: list })) }
}

async function accountOwners(
  sql: Sql,
  batch: readonly AccountRecord[],
  { accounts: existingAccounts }: AccountLookups,
): Promise<Map<string, Owner>> {
  const given = new Set(batch.flatMap(({ accountId }) => (accountId === undefined ? [] : String(accountId))))
  const toGive = batch.filter(
    ({ sourceKey, accountId }) => !existingAccounts.has(sourceKey) && accountId === undefined,
  )
  const fresh = await newAccountIds(sql, toGive.length, given)
  const assigned = new Map(toGive.map(({ sourceKey }, at) => [sourceKey, fresh[at]]))
  return new Map(
    batch.map(({ sourceKey, accountId }) => {
      const before = existingAccounts.get(sourceKey)
      const id = before ?? String(accountId ?? assigned.get(sourceKey))
      return [sourceKey, { id, isNew: before === undefined }]
    }),
  )
}

/** Accounts on their way into the database with all that belongs to them. */
class AccountRows {
  readonly #known: AccountLookups
  readonly #rows = new SourceRows(accountSpec)
  readonly #newAddresses: TableRows
  readonly #addresses = new RememberedRows(mailingAddressSpec)
  readonly #persons = new OwnedLists(accountPersonSpec)
  readonly #premises = new PremiseRows()
  readonly #agreements = new AgreementRows()

  constructor(lookups: AccountLookups) {
    const { table, key, values } = mailingAddressSpec
    this.#known = lookups
    this.#newAddresses = new TableRows(table, [key, ...values, 'source_digest'])
  }

  add(owner: Owner, record: AccountRecord): void {
    const { sourceKey, customerClass, division, status, openedOn, closedOn } = record
    this.#rows.add(
      owner,
      sourceKey,
      [customerClass, division, status, openedOn, closedOn ?? null],
      [record.balanceCents, record.currency, record.isCashOnly, record.isAutopay, record.isPaperless],
    )
    if (record.mailingAddress) this.#addAddress(owner, addressCells(record.mailingAddress))
    if (record.persons)
      this.#persons.add(
        owner,
        record.persons.map((person) => personRow(person, this.#known.persons.get(person.person) ?? '')),
      )
    for (const premise of record.premises ?? []) this.#premises.add(premise)
    if (record.serviceAgreements) this.#agreements.add(owner, record.serviceAgreements)
  }

  #addAddress({ id, isNew }: Owner, cells: string[]): void {
    if (isNew) this.#newAddresses.add(id, ...cells, sourceDigest(cells))
    else this.#addresses.add(id, cells)
  }

  /** @returns the accounts that changed, and what became of the premises */
  async store(sql: Sql): Promise<{ changed: Set<string>; premises: StoredPremises }> {
    const premises = await this.#premises.store(sql)
    await this.#rows.copyNew(sql)
    await this.#newAddresses.copy(sql)
    const addresses = await this.#addresses.store(sql)
    const touched = await this.#persons.store(sql)
    await removeLinksWithoutPerson(sql, touched)
    const points = new Map([...this.#known.points].map(([key, { id }]) => [key, id]))
    for (const [key, { id }] of premises.points) points.set(key, id)
    touched.push(...(await this.#agreements.store(sql, points)))
    const written = await this.#rows.storeChanges(sql, touched)
    return { changed: new Set([...written, ...addresses]), premises }
  }
}

function addressCells(address: NonNullable<AccountRecord['mailingAddress']>): string[] {
  const { line1, line2, city, region, postalCode, country } = address
  return [line1, line2 ?? '', city, region, postalCode, country ?? 'US']
}

function personRow(person: NonNullable<AccountRecord['persons']>[number], personId: string): string {
  const isMain = person.isMainCustomer ?? false
  return encodedRow([
    personId,
    isMain,
    isMain || (person.isFinanciallyResponsible ?? false),
    person.isThirdPartyGuarantor ?? false,
    person.relationshipType ?? 'main',
    person.webAccessAllowed ?? true,
    person.receivesBillCopy ?? false,
  ])
}
