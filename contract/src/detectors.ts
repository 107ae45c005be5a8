import { z } from 'zod'
import { detectorNames, severities } from './alert-choices.ts'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostReason } from './limits.ts'
import { AccountId, Id, Instant, may, optionalText, text, VersionOrNone } from './values.ts'

const reason = text(mostReason)

const endpoints = {
  /** The detectors with their settings, the pairs that raise no alert, the canary customers and the staff's own details. */
  readDetectors: endpoint({
    method: 'GET',
    path: '/api/desk/detectors',
    action: 'detector:view',
    masquerade: 'never',
    response: z.object({
      detectors: z.array(
        z.object({
          detector: z.enum(detectorNames),
          isOn: z.boolean(),
          severity: z.enum(severities),
          settings: z.array(z.object({ setting: z.string(), value: z.unknown() })),
          /** When it last looked; null before the first time. */
          ranAt: Instant.nullable(),
          /** Lines of the record that it has yet to read. */
          waiting: z.number().int(),
          /** Alerts of the last 30 days, and how many of them were false alarms. */
          raised: z.number().int(),
          falseAlarms: z.number().int(),
        }),
      ),
      mutes: z.array(
        z.object({
          detectorMuteId: Id,
          detector: z.string(),
          csrId: z.string(),
          csrName: z.string(),
          accountId: AccountId,
          mutedBy: z.string(),
          mutedAt: Instant,
          /** Null where it was erased. */
          reason: z.string().nullable(),
        }),
      ),
      canaries: z.array(
        z.object({
          canaryId: Id,
          accountId: AccountId,
          markedBy: z.string(),
          markedAt: Instant,
          openings: z.number().int(),
        }),
      ),
      staff: z.array(
        z.object({
          csrId: z.string(),
          name: z.string(),
          isActive: z.boolean(),
          /** Whether the CSR is a customer here too: name, addresses and accounts of that person are compared. */
          isCustomer: z.boolean(),
          otherSurnames: z.array(z.string()),
          line1: z.string(),
          postalCode: z.string(),
          accountIds: z.array(AccountId),
          version: z.number().int(),
        }),
      ),
      may: may('detector:change'),
    }),
  }),
  /** Ends a mute: the detector raises alerts about this CSR and this customer again. */
  endMute: endpoint({
    method: 'POST',
    path: '/api/desk/detectors/mutes/end',
    action: 'detector:change',
    masquerade: 'never',
    task: null,
    body: z.strictObject({ detectorMuteId: Id, reason }),
    response: z.object({}),
  }),
  /** Marks a customer whom nobody has a reason to open. */
  markCanary: endpoint({
    method: 'POST',
    path: '/api/desk/detectors/canaries',
    action: 'detector:change',
    masquerade: 'never',
    task: null,
    body: z.strictObject({ canaryAccountId: AccountId, reason }),
    response: z.object({}),
  }),
  endCanary: endpoint({
    method: 'POST',
    path: '/api/desk/detectors/canaries/end',
    action: 'detector:change',
    masquerade: 'never',
    task: null,
    body: z.strictObject({ canaryId: Id, reason }),
    response: z.object({}),
  }),
  /** Saves what detectors compare customers with. Nobody changes their own. A stale version is answered with 409. */
  changeOwnDetails: endpoint({
    method: 'POST',
    path: '/api/desk/detectors/staff',
    action: 'detector:change',
    masquerade: 'never',
    task: null,
    body: z.strictObject({
      ofCsrId: text(60),
      otherSurnames: z.array(text(60)).max(5),
      line1: optionalText(100),
      postalCode: optionalText(12),
      ownAccountIds: z.array(AccountId).max(10),
      version: VersionOrNone,
    }),
    response: z.object({}),
  }),
}

export const detectors = feature({
  permissions: ['detector:view', 'detector:change'],
  endpoints,
})
