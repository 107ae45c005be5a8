import type { ProgramName } from '@porchlight/contract/program-names.ts'
import { programSettings } from '@porchlight/contract/program-settings.ts'
import { programTerms } from '@porchlight/contract/programs.ts'
import { localeOf } from '@porchlight/contract/values.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import type { Failure, Work, WorkedTask } from '#tasks/lifecycle/task-type.ts'
import { addDays } from './calendar.ts'
import { installments } from './installments.ts'
import type { Terms } from './program.ts'
import type { RequestsToEnroll } from './queries.generated.ts'
import { enrollAccounts, requestsToEnroll } from './queries.ts'

type Facts = RequestsToEnroll['row']
type Asked<P> = WorkedTask<P>
/** What is agreed; null: the account leaves the program; text: why it cannot be made. */
type Agreed<N extends ProgramName> = Terms<N> | null | string

/** Returns what an approved request agrees, by the account as it is when the worker makes it. */
export const agreedTerms = {
  'budget-billing': ({ payload, amountCents }: Asked<{ budgetBilling: { after: boolean } }>) =>
    !payload.budgetBilling.after ? null : amountCents ? { monthlyCents: amountCents } : 'program-no-amount',
  paperless: ({
    payload,
  }: Asked<{ paperless: { after: boolean }; paperToo?: { after: boolean } | undefined }>) =>
    payload.paperless.after ? { paperToo: payload.paperToo?.after ?? false } : null,
  'charity-round-up': ({ payload }: Asked<{ roundUp: { after: boolean } }>) =>
    payload.roundUp.after ? {} : null,
  'preferred-due-date': ({ payload }: Asked<{ dayOfMonth: { after: number | null } }>) =>
    payload.dayOfMonth.after === null ? null : { dayOfMonth: payload.dayOfMonth.after },
  'payment-extension': (
    { payload, amountCents }: Asked<{ payUntil: string; withdrawn?: boolean | undefined }>,
    { balanceCents, today, lastPaymentId, hasOther }: Facts,
  ) => {
    if (payload.withdrawn) return null
    if (hasOther) return 'program-has-other'
    if (payload.payUntil < today) return 'date-in-past'
    const cents = amountCents ?? balanceCents
    if (cents <= 0) return 'program-nothing-owed'
    return { amountCents: cents, untilOn: payload.payUntil, afterPaymentId: lastPaymentId }
  },
  'payment-arrangement': (
    { payload, amountCents }: Asked<{ parts: number; first: string; withdrawn?: boolean | undefined }>,
    { today, firstDays, lastPaymentId, hasOther }: Facts,
  ) => {
    if (payload.withdrawn) return null
    if (hasOther) return 'program-has-other'
    if (!amountCents || amountCents < payload.parts) return 'program-no-amount'
    // A request that waited beyond its first date gets the days of a new one: nobody is late on the day of the approval.
    const isAhead = /^\d{4}-\d{2}-\d{2}$/.test(payload.first) && payload.first >= today
    const first = isAhead ? payload.first : addDays(today, firstDays)
    return { parts: installments(amountCents, payload.parts, first), afterPaymentId: lastPaymentId }
  },
} as const satisfies { [N in ProgramName]?: (task: Asked<never>, facts: Facts) => Agreed<N> }

/**
 * Makes the effect of requests that the worker works: enrolls each account, changes what is agreed, or takes it out. Tells the
 * customers. A request for what cannot be agreed any more fails for good, and staff see why.
 */
export const enrolling =
  <N extends ProgramName, P>(program: N, agreedOf: (task: Asked<P>, facts: Facts) => Agreed<N>): Work<P> =>
  async (sql, grant, tasks, installation) => {
    const about = tasks.map(({ taskId, accountId, selfServiceUserId }) => ({
      taskId,
      accountId,
      selfServiceUserId,
    }))
    const { timeZone } = installation
    const firstDays = programSettings['programs.arrangement-first-days'].default
    const rows = await requestsToEnroll(sql, { about, program, timeZone, firstDays })
    const factsOf = new Map(rows.map((row) => [row.taskId, row]))
    const failures: Failure[] = []
    const made = tasks.flatMap((task) => {
      const facts = factsOf.get(task.taskId)
      const agreed = facts ? agreedOf(task, facts) : 'account-not-found'
      const isTold =
        typeof agreed !== 'string' && (agreed === null || programTerms[program].safeParse(agreed).success)
      if (facts && isTold) return [{ facts, terms: agreed as Terms<N> | null }]
      const reason = typeof agreed === 'string' ? agreed : 'payload-not-valid'
      failures.push({ taskId: task.taskId, reason, isForGood: true })
      return []
    })
    const given = made.map(({ facts: { taskId, accountId, today }, terms }) => ({
      taskId,
      accountId,
      today,
      terms,
    }))
    await enrollAccounts(sql, grant, { program, given })
    for (const { facts, terms } of made) {
      const { email, displayName, locale, isActive } = facts
      const { taskId, accountId } = facts
      if (!email) continue
      await enqueueMessage(
        { sql, grant, installation },
        { taskId },
        { template: 'program-changed', program, isOn: terms !== null, wasOn: isActive },
        {
          accountId,
          to: { email, displayName: displayName ?? '', locale: localeOf(locale), isBySupport: true },
        },
      )
    }
    return failures
  }
