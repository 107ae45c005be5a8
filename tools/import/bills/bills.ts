import type { Sql } from '@porchlight/server/database/sql.ts'
import { encodedRow } from '../../copy/cell.ts'
import type { ImportKind, Outcome } from '../import-kind.ts'
import type { Problem } from '../problem.ts'
import { knownKeys, ownersOf } from '../store/known-keys.ts'
import { type ListSpec, OwnedLists } from '../store/owned-list.ts'
import { ownerIn } from '../store/owner.ts'
import { SourceRows, type SourceSpec } from '../store/source-rows.ts'
import { BillRecord } from './bill-record.ts'

const billSpec: SourceSpec = {
  table: 'bills',
  key: 'bill_id',
  values: [
    'account_id',
    'bill_date',
    'due_date',
    'period_from',
    'period_to',
    'previous_balance_cents',
    'payments_cents',
    'adjustments_cents',
    'charges_cents',
    'amount_due_cents',
    'currency',
    'kind',
    'disputed_cents',
    'disputed_on',
  ],
  isVersioned: false,
}

const lineSpec: ListSpec = {
  table: 'bill_lines',
  owner: 'bill_id',
  identity: ['position'],
  values: [
    'premise_id',
    'service_type',
    'kind',
    'quantity',
    'unit',
    'rate_micros',
    'amount_cents',
    'section',
    'names',
    'step_from',
    'step_to',
    'step_per',
  ],
  isVersioned: false,
}

/** Bills with their lines. */
export const bills: ImportKind<BillRecord> = {
  noun: 'bills',
  schema: BillRecord,
  prepare: (record: BillRecord) => record,
  store,
}

type Known = {
  accounts: ReadonlyMap<string, string>
  premises: ReadonlyMap<string, string>
  /** The account of each bill that is there. */
  accountOf: ReadonlyMap<string, string>
}

async function store(sql: Sql, all: readonly BillRecord[]): Promise<Outcome> {
  const lookups = await lookUp(sql, all)
  const rejected = all.flatMap((bill, at) => {
    const problems = problemsOf(bill, lookups)
    return problems.length > 0 ? [{ at, problems }] : []
  })
  const gone = new Set(rejected.map(({ at }) => at))
  const batch = all.filter((_, at) => !gone.has(at))
  const keys = batch.map(({ sourceKey }) => sourceKey)
  const owners = await ownersOf(sql, billSpec.table, billSpec.key, keys)
  const rows = new SourceRows(billSpec)
  const lists = new OwnedLists(lineSpec)
  for (const bill of batch) {
    const owner = ownerIn(owners, bill.sourceKey)
    rows.add(owner, bill.sourceKey, billCells(bill, lookups))
    const lines = [...bill.lines, ...adjustmentLines(bill)]
    lists.add(
      owner,
      lines.map((line, at) => lineRow(line, at + 1, lookups)),
    )
  }
  await rows.copyNew(sql)
  const touched = await lists.store(sql)
  const changed = new Set([...touched, ...(await rows.storeChanges(sql))]).size
  const created = [...owners.values()].filter(({ isNew }) => isNew).length
  return { created, changed, unchanged: batch.length - created - changed, rejected }
}

async function lookUp(sql: Sql, batch: readonly BillRecord[]): Promise<Known> {
  const rows = await sql.unsafe(
    'SELECT source_key AS key, account_id::text AS id FROM bills WHERE source_key = ANY ($1::text[])',
    [batch.map(({ sourceKey }) => sourceKey)],
  )
  const accounts = batch.map(({ account }) => account)
  const places = batch.flatMap(({ lines }) => lines.flatMap(({ premise }) => premise ?? []))
  return {
    accounts: await knownKeys(sql, 'accounts', 'account_id', accounts),
    premises: await knownKeys(sql, 'premises', 'premise_id', places),
    accountOf: new Map(rows.map(({ key, id }) => [String(key), String(id)])),
  }
}

function problemsOf({ sourceKey, account, lines }: BillRecord, lookups: Known): Problem[] {
  const problems: Problem[] = []
  const [id, before] = [lookups.accounts.get(account), lookups.accountOf.get(sourceKey)]
  if (id === undefined) problems.push({ field: 'account', reason: 'account-unknown' })
  else if (before !== undefined && before !== id)
    problems.push({ field: 'account', reason: 'of-another-account' })
  for (const [at, { premise }] of lines.entries())
    if (premise && !lookups.premises.has(premise))
      problems.push({ field: `lines.${at}.premise`, reason: 'premise-unknown' })
  return problems
}

function billCells(bill: BillRecord, { accounts }: Known) {
  return [
    accounts.get(bill.account) ?? null,
    bill.billDate,
    bill.dueDate,
    bill.periodFrom,
    bill.periodTo,
    bill.previousBalanceCents,
    bill.paymentsCents,
    bill.adjustmentsCents,
    bill.chargesCents,
    bill.amountDueCents,
    bill.currency ?? 'USD',
    bill.kind ?? 'regular',
    bill.dispute?.amountCents ?? null,
    bill.dispute?.openedOn ?? null,
  ]
}

type Line = BillRecord['lines'][number] & { section?: 'adjustment' }

/** Returns the adjustments as lines: they follow the charges. */
function adjustmentLines({ adjustments = [] }: BillRecord): Line[] {
  return adjustments.map((adjustment) => ({ ...adjustment, kind: 'adjustment', section: 'adjustment' }))
}

function lineRow(line: Line, position: number, { premises }: Known) {
  const { premise, serviceType, kind, quantity, unit, rateMicros, amountCents } = line
  const { section = 'charge', names, step } = line
  return encodedRow([
    position,
    (premise && premises.get(premise)) ?? null,
    serviceType ?? null,
    kind,
    quantity ?? null,
    unit ?? null,
    rateMicros ?? null,
    amountCents,
    section,
    names ? JSON.stringify({ en: names.en, ...(names.es ? { es: names.es } : {}) }) : null,
    step?.from ?? null,
    step?.to ?? null,
    step?.per ?? null,
  ])
}
