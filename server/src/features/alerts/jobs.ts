import { inTransaction } from '#database/transaction.ts'
import { composeAlert, insertOutgoingMessage } from '#features/messages/index.ts'
import { job } from '#worker/job.ts'
import { claimAlerts } from './queries.ts'

const most = 50

/** Mails each new alert to the security officer, where the utility set an address: into the outbox, once. */
export const tellOfAlerts = job({
  name: 'tell-of-alerts',
  everyMs: 30_000,
  channel: 'alerts',
  run: async ({ pool, installation, grant, signal }) => {
    const { utilityName, origins } = installation
    while (!signal.aborted) {
      const claimed = await inTransaction(
        pool,
        (sql) => claimAlerts(sql, grant, { most }),
        async (sql, alerts) => {
          for (const { recipient, ...news } of alerts) {
            if (typeof recipient !== 'string' || recipient === '') continue
            const mail = composeAlert(news, { utilityName, deskOrigin: origins.desk })
            await insertOutgoingMessage(sql, grant, {
              recipient,
              ...mail,
              template: null,
              aboutTaskId: null,
              mailedKeyId: null,
            })
          }
          return alerts.length
        },
      )
      if (claimed < most) return
    }
  },
})
