import { refusingLastOfficer } from '#features/staff/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { recordAttribution } from '#record/record.ts'
import { hashToken, newToken } from '#sessions/token.ts'
import {
  changeGroupMapping,
  endProvisioningToken,
  groupMappings,
  groupsToGive,
  insertProvisioningToken,
  provisioningTokens,
  unmappedGroups,
} from './queries.ts'
import { scimPath } from './representation.ts'

type Endpoints = 'readProvisioning' | 'makeProvisioningToken' | 'endProvisioningToken' | 'changeGroupMapping'

export const staffProvisioningHandlers: HandlersOf<Endpoints> = {
  readProvisioning: async (_, { sql, grant, installation }) => {
    const [tokens, mappings, unmapped, csrGroups] = await Promise.all([
      provisioningTokens(sql, {}),
      groupMappings(sql, {}),
      unmappedGroups(sql, {}),
      groupsToGive(sql, {}),
    ])
    return {
      scimAddress: `${installation.origins.desk}${scimPath}`,
      tokens: tokens.map((token) => ({
        ...token,
        createdAt: token.createdAt.toISOString(),
        expiresAt: token.expiresAt.toISOString(),
        lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
        standing: token.standing as 'live' | 'expired' | 'ended',
      })),
      mappings: mappings.map((row) => ({ ...row, mappedAt: row.mappedAt.toISOString() })),
      unmapped,
      csrGroups,
      may: answers(grant.actor, {}, 'provisioning:change'),
    }
  },

  makeProvisioningToken: async ({ body: { clientId, days } }, { sql, grant, note }) => {
    const token = newToken()
    const { tokenId } = await insertProvisioningToken.one(sql, grant, {
      clientId,
      days,
      tokenHash: hashToken(token),
    })
    note({ event: 'changed', details: { change: 'token-made', clientId, token: tokenId, days } })
    return { tokenId, token }
  },

  endProvisioningToken: async ({ body: { reason } }, { sql, grant, note }) => {
    const { tokenId } = grant
    const ended = await endProvisioningToken.first(sql, grant)
    if (!ended) throw new Refusal('not-found')
    const { clientId } = ended
    note({
      event: 'changed',
      details: { change: 'token-ended', clientId, token: tokenId, givenReason: reason },
    })
    return {}
  },

  changeGroupMapping: async ({ body }, { sql, grant, note }) => {
    const { providerGroup, csrGroup, isMapped, reason } = body
    const groups = await groupsToGive(sql, {})
    if (!groups.some((group) => group.csrGroup === csrGroup)) throw refuseField('csrGroup', 'unknown')
    const { effect } = await refusingLastOfficer(() =>
      changeGroupMapping.one(sql, grant, {
        providerGroup,
        csrGroup,
        isMapped,
        attribution: recordAttribution(grant.actor),
      }),
    )
    const { refused, affected = 0 } = effect as { refused?: 'own-group'; affected?: number }
    // A CSR whom the provider has in this group would give ours to themselves.
    if (refused) throw new Refusal('own-rights')
    const change = isMapped ? 'group-mapped' : 'group-unmapped'
    note({ event: 'changed', details: { change, providerGroup, csrGroup, affected, givenReason: reason } })
    return { affected }
  },
}
