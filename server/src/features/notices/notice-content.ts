import { z } from 'zod'
import type { Sql } from '#database/sql.ts'
import type { Message } from '#features/messages/index.ts'
import { billOfNotice } from './queries.ts'

type WithoutStop<M> = M extends { stop: string } ? Omit<M, 'stop'> : never
/** What a notice says, before its link that switches it off. */
export type NoticeContent = WithoutStop<Message>

const Overdue = z.object({ cents: z.number(), currency: z.string(), since: z.string() })
const HighUse = z.object({ service: z.string(), day: z.string(), percent: z.number() })

/** Reads what a notice says. Undefined where what it is about is gone, or cannot be read. */
export async function noticeContent(
  sql: Sql,
  notice: { notification: string; accountId: number; about: string; details: unknown },
): Promise<NoticeContent | undefined> {
  const { notification, accountId, about, details } = notice
  if (notification === 'usage-high') {
    const { data } = HighUse.safeParse(details)
    return data && { template: 'usage-high', service: data.service, dayOn: data.day, percent: data.percent }
  }
  if (notification === 'payment-overdue') {
    const { data } = Overdue.safeParse(details)
    return (
      data && {
        template: 'payment-overdue',
        amountCents: data.cents,
        currency: data.currency,
        dueOn: data.since,
      }
    )
  }
  const bill = await billOfNotice.first(sql, { billId: Number(about), accountId })
  return (
    bill && {
      template: 'bill-ready',
      amountCents: bill.amountDueCents,
      currency: bill.currency,
      dueOn: bill.dueDate,
    }
  )
}
