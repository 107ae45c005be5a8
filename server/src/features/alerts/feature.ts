import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { feature } from '../../feature.ts'
import { tellOfAlerts } from './jobs.ts'
import { settleAlert, settledAlerts, unsettledAlerts } from './queries.ts'

const pageSize = 50

const handlers: HandlersOf<'listAlerts' | 'querySettledAlerts' | 'settleAlert'> = {
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

  querySettledAlerts: async ({ body }, { sql }) => {
    const rows = await settledAlerts(sql, { csrId: body.csrId || null, before: body.before ?? null })
    const page = rows.slice(0, pageSize)
    return {
      alerts: page.map((row) => ({
        ...row,
        at: row.at.toISOString(),
        settledAt: row.settledAt.toISOString(),
      })),
      nextBefore: rows.length > pageSize ? (page.at(-1)?.toDoId ?? null) : null,
    }
  },

  settleAlert: async ({ body: { reason } }, { sql, grant, note }) => {
    const settled = await settleAlert.first(sql, grant, { reason })
    if (!settled) throw new Refusal('not-found')
    const { accountId, subject } = settled
    note({
      event: 'changed',
      accountId: accountId ?? undefined,
      details: { toDoId: grant.toDoId, subject, givenReason: reason },
    })
    return {}
  },
}

export const alerts = feature({
  handlers,
  jobs: [tellOfAlerts],
})
