import type { Sql } from '@porchlight/server/database/sql.ts'
import { ownersOf } from '../store/known-keys.ts'
import { OwnedLists } from '../store/owned-list.ts'
import { type Owner, ownerIn } from '../store/owner.ts'
import { SourceRows } from '../store/source-rows.ts'
import type { AccountRecord } from './account-record.ts'
import { agreementPointSpec, agreementSpec } from './account-specs.ts'

type Agreement = NonNullable<AccountRecord['serviceAgreements']>[number]

/** Service agreements on their way into the database, with their service points: an account's are whole. */
export class AgreementRows {
  readonly #agreements: { account: Owner; agreement: Agreement }[] = []
  readonly #accounts = new Set<string>()

  add(account: Owner, agreements: readonly Agreement[]): void {
    if (!account.isNew) this.#accounts.add(account.id)
    for (const agreement of agreements) this.#agreements.push({ account, agreement })
  }

  /**
   * @param pointIds the database's key of each service point that is named
   * @returns the accounts that changed by it
   */
  async store(sql: Sql, pointIds: ReadonlyMap<string, string>): Promise<string[]> {
    const keys = this.#agreements.map(({ agreement }) => agreement.sourceKey)
    const owners = await ownersOf(sql, agreementSpec.table, agreementSpec.key, keys)
    const rows = new SourceRows(agreementSpec)
    const points = new OwnedLists(agreementPointSpec)
    const accountOf = new Map<string, string>()
    const changed: string[] = []
    for (const { account, agreement } of this.#agreements) {
      const owner = ownerIn(owners, agreement.sourceKey)
      const { sourceKey, serviceType, startedOn, endedOn, servicePoints } = agreement
      accountOf.set(owner.id, account.id)
      if (owner.isNew && !account.isNew) changed.push(account.id)
      rows.add(owner, sourceKey, [account.id, serviceType, startedOn, endedOn ?? null])
      if (servicePoints)
        points.add(
          owner,
          servicePoints.map((key) => pointIds.get(key) ?? ''),
        )
    }
    changed.push(...(await this.#removeOthers(sql, keys)))
    await rows.copyNew(sql)
    const written = [...(await points.store(sql)), ...(await rows.storeChanges(sql))]
    return [...changed, ...written.flatMap((id) => accountOf.get(id) ?? [])]
  }

  /** Rows that are no longer in an account's list, except those that no feed made. */
  async #removeOthers(sql: Sql, keys: readonly string[]): Promise<string[]> {
    if (this.#accounts.size === 0) return []
    const rows = await sql.unsafe(
      `DELETE FROM service_agreements t WHERE account_id = ANY ($1::bigint[]) AND source_key IS NOT NULL
         AND NOT EXISTS (SELECT FROM unnest($2::text[]) AS said (key) WHERE said.key = t.source_key)
       RETURNING account_id::text AS id`,
      [[...this.#accounts], [...keys]],
    )
    return rows.map((row) => String(row.id))
  }
}
