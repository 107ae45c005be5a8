import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { feature } from '../../feature.ts'
import { markHolderProtection, removeHolderProtection } from './queries.ts'

const refusedRemovals = ['not-found', 'version-conflict', 'own-request'] as const

const handlers: HandlersOf<'markHolderProtection' | 'removeHolderProtection'> = {
  markHolderProtection: async ({ body }, { sql, grant, note }) => {
    const { kind, reason, isAddressConfidential } = body
    const { outcome } = await markHolderProtection.one(sql, grant, {
      kind,
      reason,
      hidesAddress: isAddressConfidential,
    })
    if (outcome === 'no-service-address') throw refuseField('isAddressConfidential', outcome)
    if (outcome !== 'marked') throw new Refusal(outcome === 'already-done' ? 'already-done' : 'not-found')
    // Without the reason: lines of the record are read without a further reason. The mark keeps it.
    note({
      event: 'changed',
      details: {
        change: 'marked',
        personId: grant.personId,
        kind,
        isAddressConfidential,
      },
    })
    return {}
  },

  removeHolderProtection: async ({ body: { reason, version } }, { sql, grant, note }) => {
    const { outcome } = await removeHolderProtection.one(sql, grant, { reason, version })
    const refused = refusedRemovals.find((one) => one === outcome)
    if (refused) throw new Refusal(refused)
    const isRemoved = outcome === 'removed'
    note({
      event: 'changed',
      details: {
        change: isRemoved ? 'removed' : 'removal-asked',
        personId: grant.personId,
      },
    })
    return { isRemoved }
  },
}

export const holderProtections = feature({ handlers })
