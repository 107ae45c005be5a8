import { detectorNames } from '@porchlight/contract/alert-choices.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { feature } from '../../feature.ts'
import { detect } from './jobs.ts'
import {
  changeOwnDetails,
  detectorCounts,
  endCanary,
  endMute,
  liveCanaries,
  liveMutes,
  markCanary,
  staffDetails,
} from './queries.ts'
import { detectors as registry } from './registry.ts'
import { severityFor } from './rules.ts'
import { settingValues } from './setting-values.ts'

const handlers: HandlersOf<'readDetectors' | 'endMute' | 'markCanary' | 'endCanary' | 'changeOwnDetails'> = {
  readDetectors: async (_, { sql, grant, subject, installation, note }) => {
    const values = await settingValues(sql, installation.timeZone)
    const [counts, mutes, canaries, staff] = await Promise.all([
      detectorCounts(sql, { names: [...detectorNames] }),
      liveMutes(sql, {}),
      liveCanaries(sql, {}),
      staffDetails(sql, {}),
    ])
    // The staff's own details are personal data: who reads them is on the record.
    note({ event: 'read' })
    return {
      detectors: registry.map(({ name, settings }) => {
        const { ranAt, waiting, raised, falseAlarms } = counts.find((one) => one.detector === name) ?? {
          ranAt: null,
          waiting: 0,
          raised: 0,
          falseAlarms: 0,
        }
        return {
          detector: name,
          isOn: values[`detectors.${name}`],
          severity: severityFor(name, values['detectors.severities']),
          settings: settings.map((setting) => ({ setting, value: values[setting] })),
          ranAt: ranAt?.toISOString() ?? null,
          waiting,
          raised,
          falseAlarms,
        }
      }),
      mutes: mutes.map((mute) => ({ ...mute, mutedAt: mute.mutedAt.toISOString() })),
      canaries: canaries.map((canary) => ({ ...canary, markedAt: canary.markedAt.toISOString() })),
      staff,
      may: answers(grant.actor, subject, 'detector:change'),
    }
  },

  endMute: async ({ body: { detectorMuteId, reason } }, { sql, grant, note }) => {
    const ended = await endMute.first(sql, grant, { detectorMuteId })
    if (!ended) throw new Refusal('not-found')
    note({ event: 'changed', details: { detectorMuteId, ...ended, givenReason: reason } })
    return {}
  },

  // The record's line names the canary by its own number: who reads the record of an account must not learn that it is one.
  markCanary: async ({ body: { canaryAccountId, reason } }, { sql, grant, note }) => {
    const marked = await markCanary.first(sql, grant, { canaryAccountId })
    if (!marked) throw refuseField('canaryAccountId', 'not-valid')
    note({ event: 'changed', details: { canaryId: marked.canaryId, isMarked: true, givenReason: reason } })
    return {}
  },

  endCanary: async ({ body: { canaryId, reason } }, { sql, grant, note }) => {
    if (!(await endCanary.first(sql, grant, { canaryId }))) throw new Refusal('not-found')
    note({ event: 'changed', details: { canaryId, isMarked: false, givenReason: reason } })
    return {}
  },

  changeOwnDetails: async ({ body }, { sql, grant, note }) => {
    const { ofCsrId, otherSurnames, line1, postalCode, ownAccountIds, version } = body
    if (ofCsrId === grant.csrId) throw new Refusal('own-details')
    const details = { ofCsrId, otherSurnames, line1, postalCode, ownAccountIds, version }
    if (!(await changeOwnDetails.first(sql, grant, details))) throw new Refusal('version-conflict')
    // Which values are set, not what they are: the record is not the place for a colleague's address.
    const has = {
      hasSurnames: otherSurnames.length > 0,
      hasAddress: line1 !== '',
      accounts: ownAccountIds.length,
    }
    note({ event: 'changed', details: { ofCsrId, ...has } })
    return {}
  },
}

export const detectors = feature({ handlers, jobs: [detect] })
