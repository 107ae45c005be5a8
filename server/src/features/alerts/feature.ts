import { severities } from '@porchlight/contract/alert-choices.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { feature } from '../../feature.ts'
import { tellOfAlerts } from './jobs.ts'
import {
  addAlertStep,
  alertOwners,
  alertRows,
  alertSteps,
  assignAlert,
  muteFinding,
  settleAlert,
  unsettledAlerts,
} from './queries.ts'
import { agesOf, shownAlerts } from './shown-alert.ts'

const pageSize = 50

const unfiltered = {
  toDoId: null,
  state: null,
  subject: null,
  priority: null,
  outcome: null,
  hours: null,
  aboutCsrId: null,
  ownerCsrId: null,
  accountId: null,
  from: null,
  to: null,
  before: null,
}

type Names =
  | 'listAlerts'
  | 'queryAlerts'
  | 'readAlert'
  | 'takeAlert'
  | 'handOverAlert'
  | 'muteAlert'
  | 'settleAlert'

const handlers: HandlersOf<Names> = {
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

  queryAlerts: async ({ body }, { sql, grant, installation }) => {
    const { severity, age, csrId, subject, ownerCsrId, ...filters } = body
    const { due, overdue } = await agesOf(sql)
    const rows = await alertRows(sql, {
      ...unfiltered,
      state: filters.state ?? null,
      outcome: filters.outcome ?? null,
      accountId: filters.accountId ?? null,
      from: filters.from ?? null,
      to: filters.to ?? null,
      before: filters.before ?? null,
      subject: subject || null,
      priority: severity ? severities.indexOf(severity) + 1 : null,
      hours: age === undefined ? null : { fresh: 0, due, overdue }[age],
      aboutCsrId: csrId || null,
      ownerCsrId: ownerCsrId || null,
      timeZone: installation.timeZone,
    })
    const page = rows.slice(0, pageSize)
    return {
      alerts: await shownAlerts(sql, grant, page),
      nextBefore: rows.length > pageSize ? (page.at(-1)?.toDoId ?? null) : null,
    }
  },

  readAlert: async ({ params: { toDoId } }, { sql, grant, installation }) => {
    const row = await alertRows.first(sql, { ...unfiltered, toDoId, timeZone: installation.timeZone })
    const [alert] = await shownAlerts(sql, grant, row ? [row] : [])
    if (!row || !alert) throw new Refusal('not-found')
    const steps = await alertSteps(sql, { toDoId })
    const isOpen = alert.settledAt === null
    const subject = isOpen ? { alert: { aboutCsrId: row.csrId } } : {}
    return {
      ...alert,
      recordAt: row.recordAt?.toISOString() ?? null,
      steps: steps.map((step) => ({ ...step, at: step.at.toISOString() })),
      owners: isOpen ? await alertOwners(sql, { aboutCsrId: row.csrId }) : [],
      isMuted: row.isMuted,
      may: answers(grant.actor, subject, 'alert:settle', 'alert:take', 'alert:hand-over', 'alert:mute'),
    }
  },

  takeAlert: async (_, { sql, grant, note }) => {
    const taken = await assignAlert.first(sql, grant, { ownerCsrId: grant.csrId })
    if (!taken) throw new Refusal('not-found')
    await addAlertStep(sql, grant, { step: 'taken', toCsrId: null })
    note({ event: 'changed', details: { toDoId: grant.toDoId, subject: taken.subject } })
    return {}
  },

  handOverAlert: async ({ body: { toCsrId } }, { sql, grant, note }) => {
    const owners = await alertOwners(sql, { aboutCsrId: null })
    if (!owners.some(({ csrId }) => csrId === toCsrId)) throw refuseField('toCsrId', 'not-valid')
    const given = await assignAlert.first(sql, grant, { ownerCsrId: toCsrId })
    // It is about the colleague, or somebody settled it in between.
    if (!given) throw refuseField('toCsrId', 'not-valid')
    await addAlertStep(sql, grant, { step: 'handed-over', toCsrId })
    note({ event: 'changed', details: { toDoId: grant.toDoId, subject: given.subject, toCsrId } })
    return {}
  },

  muteAlert: async ({ body: { reason } }, { sql, grant, note }) => {
    const muted = await muteFinding.first(sql, grant, {})
    if (!muted) throw new Refusal('not-found')
    await addAlertStep(sql, grant, { step: 'muted', toCsrId: null })
    const { detector, aboutCsrId, detectorMuteId } = muted
    const details = { toDoId: grant.toDoId, detectorMuteId, detector, aboutCsrId, givenReason: reason }
    note({ event: 'changed', details })
    return {}
  },

  settleAlert: async ({ body: { outcome, reason } }, { sql, grant, note }) => {
    const settled = await settleAlert.first(sql, grant, { outcome, reason })
    if (!settled) throw new Refusal('not-found')
    await addAlertStep(sql, grant, { step: 'settled', toCsrId: null })
    const { subject } = settled
    note({ event: 'changed', details: { toDoId: grant.toDoId, subject, outcome, givenReason: reason } })
    return {}
  },
}

export const alerts = feature({
  handlers,
  jobs: [tellOfAlerts],
})
