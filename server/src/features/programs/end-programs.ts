import { randomUUID } from 'node:crypto'
import { programSettings } from '@porchlight/contract/program-settings.ts'
import { programTerms } from '@porchlight/contract/programs.ts'
import { localeOf } from '@porchlight/contract/values.ts'
import type { Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import { record } from '#record/record.ts'
import { type JobWork, job } from '#worker/job.ts'
import { outcomeOf, progressOf } from './installments.ts'
import type { ActiveAgreements, FinishPrograms } from './queries.generated.ts'
import { activeAgreements, askerOf, finishPrograms } from './queries.ts'

const most = 500

/** Returns how an agreement stands today. One whose terms cannot be read stays active: a person has to look at it. */
function outcome({ program, terms, paidCents, today, graceDays }: ActiveAgreements['row']) {
  if (program === 'payment-extension') {
    const agreed = programTerms['payment-extension'].safeParse(terms).data
    const parts = agreed && [{ on: agreed.untilOn, amountCents: agreed.amountCents }]
    return parts ? outcomeOf(progressOf(parts, paidCents), today, 0) : 'active'
  }
  const agreed = programTerms['payment-arrangement'].safeParse(terms).data
  const grace = programSettings['programs.arrangement-late-days'].value.safeParse(graceDays)
  const days = grace.data ?? programSettings['programs.arrangement-late-days'].default
  return agreed ? outcomeOf(progressOf(agreed.parts, paidCents), today, days) : 'active'
}

type Ended = FinishPrograms['row']

/** Tells the customer who last asked for it. Nobody did where the demo or the CIS wrote it. */
async function tell(
  tools: Pick<JobWork<'end-programs'>, 'grant' | 'installation'>,
  sql: Sql,
  { accountId, program, state }: Ended,
): Promise<void> {
  const asker = await askerOf.first(sql, { accountId, program })
  if (!asker || (program !== 'payment-extension' && program !== 'payment-arrangement')) return
  const { taskId, email, displayName, locale } = asker
  await enqueueMessage(
    { sql, ...tools },
    { taskId },
    { template: 'program-ended', program, how: state === 'completed' ? 'completed' : 'broken' },
    {
      accountId,
      to: { email, displayName: displayName ?? '', locale: localeOf(locale), isBySupport: false },
    },
  )
}

/** What the statement needs of an agreement that is over. */
const ending = (row: ActiveAgreements['row'] & { state: string }) => ({
  accountProgramId: row.accountProgramId,
  version: row.version,
  state: row.state,
  today: row.today,
})

/** Ends a page of agreements, each with its line in the record. Returns where the next page begins; null after the last. */
async function endPage(
  { pool, installation, grant }: JobWork<'end-programs'>,
  after: number,
): Promise<number | null> {
  const rows = await activeAgreements(pool, { after, most, timeZone: installation.timeZone })
  const over = rows.flatMap((row) => {
    const state = outcome(row)
    return state === 'active' ? [] : [{ ...row, state }]
  })
  if (over.length > 0)
    await inTransaction(
      pool,
      (sql) => finishPrograms(sql, grant, { ended: over.map(ending) }),
      async (sql, ended) => {
        const lines = ended.map(({ accountId, program, state }) => ({
          event: 'changed' as const,
          action: 'program:change' as const,
          accountId,
          details: { program, state },
        }))
        await record(sql, { kind: 'system' }, randomUUID(), lines)
        for (const one of ended) await tell({ grant, installation }, sql, one)
      },
    )
  return rows.length < most ? null : (rows.at(-1)?.accountProgramId ?? null)
}

/** Ends the extensions and arrangements that are paid, or that were not kept. */
export const endPrograms = job({
  name: 'end-programs',
  everyMs: 15 * 60_000,
  run: async (work) => {
    for (let after: number | null = 0; after !== null && !work.signal.aborted; )
      after = await endPage(work, after)
  },
})
