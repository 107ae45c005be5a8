import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { Sql } from '#database/sql.ts'
import { paymentArrangement } from './kinds/payment-arrangement.ts'
import { paymentExtension } from './kinds/payment-extension.ts'
import { standingIn } from './program.ts'
import { readStanding } from './read-standing.ts'

type Relief = Response<Api['readOverview']>['relief']

/**
 * Reads what a customer whose balance is past due can agree to, and what is agreed. Null where nothing is past due: then it reads
 * nothing.
 */
export async function readRelief(
  sql: Sql,
  about: Parameters<typeof readStanding>[1],
  balance: NonNullable<Parameters<typeof readStanding>[2]>,
): Promise<Relief> {
  if (balance.pastDueCents === 0) return null
  const on = await readStanding(sql, about, balance)
  const extension = standingIn(paymentExtension, on)
  const arrangement = standingIn(paymentArrangement, on)
  const { agreement } = extension.offer
  const [inTwo] = arrangement.offer.plans
  const [active] = [extension, arrangement].filter(({ state }) => state === 'active')
  const progress = active?.offer.progress
  return {
    inTwo: arrangement.whyNot.length === 0 ? (inTwo?.[0] ?? null) : null,
    later:
      extension.whyNot.length === 0 && agreement
        ? { ...agreement, days: on.rules['programs.extension-days'] }
        : null,
    agreed: progress?.next
      ? {
          program: active === extension ? 'payment-extension' : 'payment-arrangement',
          next: progress.next,
          openCents: progress.totalCents - progress.paidCents,
        }
      : null,
  }
}
