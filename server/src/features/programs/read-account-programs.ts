import { type ProgramName, programNames } from '@porchlight/contract/program-names.ts'
import { programTerms } from '@porchlight/contract/programs.ts'
import type { arrearsReasons, ProgramOfAccount } from '@porchlight/contract/programs-of-account.ts'
import type { Sql } from '#database/sql.ts'
import { accountPrograms } from './queries.ts'

/** Returns what was agreed, as the desk shows it. */
function agreedIn(program: ProgramName, terms: unknown) {
  const { dayOfMonth = null } = programTerms['preferred-due-date'].safeParse(terms).data ?? {}
  const extension = program === 'payment-extension' && programTerms[program].safeParse(terms).data
  const arrangement = program === 'payment-arrangement' && programTerms[program].safeParse(terms).data
  const budget = program === 'budget-billing' && programTerms[program].safeParse(terms).data
  const parts = arrangement ? arrangement.parts : []
  return {
    dayOfMonth: program === 'preferred-due-date' ? dayOfMonth : null,
    untilOn: extension ? extension.untilOn : (parts.at(-1)?.on ?? null),
    amountCents: extension
      ? extension.amountCents
      : arrangement
        ? parts.reduce((sum, { amountCents }) => sum + amountCents, 0)
        : budget
          ? budget.monthlyCents
          : null,
    installments: arrangement ? parts.length : null,
    paperToo: programTerms.paperless.safeParse(terms).data?.paperToo ?? false,
  }
}

/** Reads the programs of an account for the desk, each with the request that last changed it. */
export async function readAccountPrograms(
  sql: Sql,
  of: { accountId: number; isPaperless: boolean },
): Promise<ProgramOfAccount[]> {
  const rows = await accountPrograms(sql, { accountId: of.accountId, programs: [...programNames] })
  return programNames.flatMap((program) => {
    const row = rows.find((one) => one.program === program)
    const isSwitched = program === 'paperless' ? of.isPaperless : undefined
    const state = isSwitched
      ? 'active'
      : isSwitched === false && row?.state === 'active'
        ? 'withdrawn'
        : row?.state
    if (!state) return []
    const { taskId, madeBy, askedAt } = row ?? {}
    return [
      {
        program,
        state: state as ProgramOfAccount['state'],
        changedOn: row?.changedOn ?? null,
        endedOn: row?.endedOn ?? null,
        ...agreedIn(program, row?.terms),
        asked: taskId && askedAt ? { taskId, madeBy: madeBy ?? null, at: askedAt.toISOString() } : null,
      },
    ]
  })
}

type Reason = (typeof arrearsReasons)[number]

/** Returns why something is past due: what was agreed about it, or was not kept, comes before the unpaid bill. */
export function arrearsOf(
  of: { pastDueCents: number; pastDueSince: string | null; isCashOnly: boolean },
  programs: readonly ProgramOfAccount[],
): { reason: Reason; since: string | null } | null {
  if (of.pastDueCents <= 0) return null
  const agreements = programs.filter(({ untilOn }) => untilOn !== null)
  const has = (state: ProgramOfAccount['state']) => agreements.some((one) => one.state === state)
  const reason = has('active')
    ? 'agreed'
    : has('broken')
      ? 'agreement-broken'
      : of.isCashOnly
        ? 'cash-only'
        : 'bill-unpaid'
  return { reason, since: of.pastDueSince }
}
