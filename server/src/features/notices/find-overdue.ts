import { readBalance } from '#features/billing/index.ts'
import { job } from '#worker/job.ts'
import { addNotice, overdueBills } from './queries.ts'

const most = 500

/**
 * Notes the bills whose due date has passed with money owed: once a bill. An account with an extension or an arrangement has
 * agreed to pay later, and is not told.
 */
export const findOverdue = job({
  name: 'find-overdue',
  everyMs: 15 * 60_000,
  run: async ({ pool, grant, installation, signal }) => {
    const { timeZone } = installation
    for (let after = 0; !signal.aborted; ) {
      const bills = await overdueBills(pool, { after, most, timeZone })
      for (const { accountId, billId } of bills) {
        const owed = await readBalance(pool, { accountId, timeZone })
        if (!owed || owed.pastDueCents <= 0 || owed.pastDueSince === null) continue
        await addNotice(pool, grant, {
          notification: 'payment-overdue',
          accountId,
          about: String(billId),
          details: { cents: owed.pastDueCents, currency: owed.currency, since: owed.pastDueSince },
        })
      }
      const last = bills.at(-1)
      if (!last || bills.length < most) return
      after = last.accountId
    }
  },
})
