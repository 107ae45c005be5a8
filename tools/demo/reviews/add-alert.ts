import type { Sql } from '@porchlight/server/database/sql.ts'
import { dateText } from '../demo-window.ts'
import { type Case, officer } from './cases.ts'
import { insert, type ReviewRows } from './review-rows.ts'

const laterBy = (at: string, hours: number) => new Date(Date.parse(at) + hours * 3_600_000).toISOString()

/** Adds the looks of a case, its alert with what was found, and what the security officer did with it. */
export async function addAlert(sql: Sql, rows: ReviewRows, one: Case, accountId: number): Promise<void> {
  const { detector, csrId, settled } = one
  const toDoId = rows.ctx.ids.next('to_dos')
  const at = rows.at(one.daysAgo, one.hour)
  // Within seconds, except where the detector waits for a cause.
  const raisedAt = laterBy(at, one.delayHours ?? 0.001)
  const owner = one.owner ?? (settled ? officer : null)
  addLooks(rows, one, accountId)
  await insert(sql, 'to_dos', [
    {
      to_do_id: toDoId,
      to_do_role: 'security-officer',
      subject: detector,
      priority: one.priority,
      account_id: accountId,
      about_csr_id: csrId,
      created_at: raisedAt,
      told_at: raisedAt,
      assigned_csr_id: owner,
      completed_at: settled ? laterBy(raisedAt, settled.hoursAfter) : null,
      completed_by_csr_id: settled ? officer : null,
      completion_note: settled?.reason ?? null,
      outcome: settled?.outcome ?? null,
      version: 1 + (owner ? 1 : 0) + (settled ? 1 : 0),
    },
  ])
  await addFinding(sql, rows, { one, toDoId, accountId, at })
  rows.line({
    at: raisedAt,
    event: 'alert',
    action: 'job:detect',
    csrId,
    reason: 'unexplained-access',
    details: { toDoId },
    isBySystem: true,
  })
  if (owner) await addWork(sql, rows, { one, toDoId, accountId, raisedAt })
}

/** The look that was found, after those of the days before. */
function addLooks(rows: ReviewRows, one: Case, accountId: number): void {
  const { csrId, daysAgo, hour, refused, hasCall, earlierLooks = 0 } = one
  for (let back = earlierLooks; back >= 0; back -= 1) {
    const at = rows.at(daysAgo + back, hour)
    if (refused)
      rows.line({ at, event: 'refused', action: 'account:view', csrId, accountId, reason: refused })
    else rows.opening(csrId, accountId, at)
    if (hasCall) rows.call(csrId, accountId, laterBy(at, 0.1), 'Called about the bill.')
  }
}

type Found = { one: Case; toDoId: number; accountId: number; at: string }

async function addFinding(sql: Sql, rows: ReviewRows, { one, toDoId, accountId, at }: Found): Promise<void> {
  const [main] = await sql.unsafe(
    'SELECT person_id FROM account_persons WHERE account_id = $1 AND is_main_customer',
    [accountId],
  )
  const night = dateText(rows.ctx.window.today - one.daysAgo)
  await insert(sql, 'alert_findings', [
    {
      to_do_id: toDoId,
      detector: one.detector,
      csr_id: one.csrId,
      about: one.detector === 'after-hours' ? `night ${night}` : String(accountId),
      account_id: accountId,
      person_id: main?.personId ?? null,
      // numberFindings knows the number of the line.
      record_entry_id: 0,
      first_at: at,
      last_at: at,
      times: 1,
      facts: one.facts,
    },
  ])
}

type Work = { one: Case; toDoId: number; accountId: number; raisedAt: string }

/** The officer takes the alert; where the case says so mutes the pair, and closes the alert. */
async function addWork(sql: Sql, rows: ReviewRows, { one, toDoId, accountId, raisedAt }: Work) {
  const { detector, csrId, settled, isMuted } = one
  const did = async (step: 'taken' | 'settled' | 'muted', at: string, action: string, details: object) => {
    await insert(sql, 'alert_steps', [
      { alert_step_id: rows.nextStep(), to_do_id: toDoId, step, by_csr_id: officer, at },
    ])
    rows.line({ at, event: 'changed', action, csrId: officer, details: { toDoId, ...details } })
  }
  await did('taken', laterBy(raisedAt, 1), 'alert:take', { subject: detector })
  if (!settled) return
  const { outcome, reason: givenReason } = settled
  const settledAt = laterBy(raisedAt, settled.hoursAfter)
  if (isMuted) {
    const mutedAt = laterBy(settledAt, -0.05)
    const pair = { detector_mute_id: 1, detector, csr_id: csrId, account_id: accountId }
    await insert(sql, 'detector_mutes', [{ ...pair, muted_by_csr_id: officer, muted_at: mutedAt }])
    const details = { detectorMuteId: 1, detector, aboutCsrId: csrId, givenReason }
    await did('muted', mutedAt, 'alert:mute', details)
  }
  await did('settled', settledAt, 'alert:settle', { subject: detector, outcome, givenReason })
}
