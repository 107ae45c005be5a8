import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal } from '#pipeline/refusal.ts'
import { csrOf } from '#policy/actor.ts'
import { answers } from '#policy/decide.ts'
import { settleAlert, unsettledAlerts } from './queries.ts'

export const alertsHandlers: HandlersOf<'listAlerts' | 'settleAlert'> = {
  listAlerts: async (_, { sql, grant }) => {
    const rows = await unsettledAlerts(sql, {})
    return {
      alerts: rows.map((row) => ({
        ...row,
        at: row.at.toISOString(),
        may: answers(grant.actor, { alert: { aboutCsrId: row.csrId } }, 'alert:settle'),
      })),
    }
  },

  settleAlert: async ({ params: { toDoId } }, { sql, grant, note }) => {
    const settled = await settleAlert.first(sql, { toDoId, csrId: csrOf(grant.actor).csrId })
    if (!settled) throw new Refusal('not-found')
    const { accountId, subject } = settled
    note({ event: 'changed', accountId: accountId ?? undefined, details: { toDoId, subject } })
    return {}
  },
}
