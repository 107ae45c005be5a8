import type { Sql } from '@porchlight/server/database/sql.ts'
import { demoCustomer, demoCustomers } from '../cast/cast.ts'
import type { DemoContext } from '../demo-context.ts'
import { addAlert } from './add-alert.ts'
import { cases, officer, type Role } from './cases.ts'
import { insert, ReviewRows } from './review-rows.ts'

const callers = [
  'amara.okafor',
  'rosa.delgado',
  'omar.haddad',
  'amara.okafor',
  'rosa.delgado',
  'tom.becker',
] as const
const calls = 120
const notes = [
  'Asked when the bill is due. Answered from the account.',
  'Asked why the bill is higher than last month. Explained the readings.',
  'Asked how to set up autopay. Sent the link to the help page.',
  'Reported a moved mailbox. The address stays.',
]
const canaryReason = 'Made up for this purpose: no service, no calls, no mail.'

/** Accounts of the town with which staff have little to do: active, without web users, nobody of the cast or protected on them. */
async function quietAccounts(sql: Sql): Promise<number[]> {
  const rows = await sql.unsafe(
    `SELECT a.account_id FROM accounts a WHERE a.status = 'active'
       AND NOT EXISTS (SELECT FROM web_user_accounts l WHERE l.account_id = a.account_id)
       AND NOT EXISTS (SELECT FROM account_persons ap JOIN persons p USING (person_id)
         WHERE ap.account_id = a.account_id AND (p.is_protected OR p.person_id = ANY ($1)))
     ORDER BY a.account_id LIMIT 80`,
    [demoCustomers.map(({ personId }) => personId)],
  )
  return rows.map(({ accountId }) => Number(accountId))
}

/**
 * Adds what the security officer has to look at: openings with their calls, refusals, two canary customers, details of staff, and alerts that
 * are open, due, overdue and closed. The record's lines are those that the product writes; they are numbered later.
 * Does nothing in a town too small for it.
 */
export async function addReviews(sql: Sql, ctx: DemoContext): Promise<void> {
  const [canary, secondCanary, night, visited, ...others] = await quietAccounts(sql)
  if (!canary || !secondCanary || !night || !visited || others.length === 0) return
  const rows = new ReviewRows(ctx)
  const ofCast = (userName: 'r.doe' | 'l.nguyen' | 'b.past-due' | 'a.okafor') =>
    demoCustomer(userName).accountIds[0] ?? canary
  const accounts: Record<Role, number> = {
    canary,
    night,
    visited,
    'r.doe': ofCast('r.doe'),
    'l.nguyen': ofCast('l.nguyen'),
    'b.past-due': ofCast('b.past-due'),
    'a.okafor': ofCast('a.okafor'),
  }
  addCalls(rows, others)
  for (const daysAgo of [3, 9, 24, 31, 40])
    rows.line({
      at: rows.at(daysAgo, 14 + daysAgo / 20),
      event: 'refused',
      action: 'account:view',
      csrId: daysAgo % 2 ? 'tom.becker' : 'rosa.delgado',
      accountId: accounts['a.okafor'],
      reason: 'further-reason-required',
    })
  await addCanaries(sql, rows, [canary, secondCanary])
  await addStaffDetails(sql, rows)
  for (const one of cases) await addAlert(sql, rows, one, accounts[one.role])
  await rows.write(sql)
}

/** Points the findings to their lines of the record, which have their numbers now. */
export async function numberFindings(sql: Sql): Promise<void> {
  await sql.unsafe(
    `UPDATE alert_findings f SET record_entry_id = e.record_entry_id FROM record_entries e
     WHERE e.at = f.first_at AND e.csr_id = f.csr_id AND e.account_id = f.account_id AND e.action = 'account:view'`,
  )
}

function addCalls(rows: ReviewRows, accounts: readonly number[]): void {
  for (let nth = 0; nth < calls; nth += 1) {
    const daysAgo = 1 + Math.floor((nth * 55) / calls)
    const [csrId, accountId] = [rows.random.pick(callers), rows.random.pick(accounts)]
    const hour = 8 + rows.random.whole(0, 90) / 10
    rows.opening(csrId, accountId, rows.at(daysAgo, hour))
    rows.call(csrId, accountId, rows.at(daysAgo, hour + 0.1), rows.random.pick(notes))
  }
}

async function addCanaries(sql: Sql, rows: ReviewRows, accountIds: readonly number[]): Promise<void> {
  const marks = accountIds.map((accountId, nth) => ({
    canary_id: nth + 1,
    account_id: accountId,
    marked_by_csr_id: officer,
    marked_at: rows.at(60, 9 + nth / 10),
  }))
  await insert(sql, 'canary_customers', marks)
  for (const { canary_id: canaryId, marked_at: at } of marks)
    rows.line({
      at,
      event: 'changed',
      action: 'detector:change',
      csrId: officer,
      details: { canaryId, isMarked: true, givenReason: canaryReason },
    })
}

/** Tom is no customer: the officer entered his mother's name and where he lives. */
async function addStaffDetails(sql: Sql, rows: ReviewRows): Promise<void> {
  const details = { csr_id: 'tom.becker', other_surnames: ['Nguyen'], line1: '409 Lincoln Ave' }
  await insert(sql, 'csr_own_details', [{ ...details, postal_code: '92195', account_ids: [], version: 1 }])
  rows.line({
    at: rows.at(60, 10),
    event: 'changed',
    action: 'detector:change',
    csrId: officer,
    details: { ofCsrId: 'tom.becker', hasSurnames: true, hasAddress: true, accounts: 0 },
  })
}
