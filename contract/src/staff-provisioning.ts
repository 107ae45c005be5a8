import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostReason, mostTokenDays } from './limits.ts'
import { Id, Instant, may, text } from './values.ts'

/** The provider's own name of a group, to the letter. */
const ProviderGroup = z.string().trim().min(1, 'required').max(300, 'too-long')

const endpoints = {
  /** The connection to the identity provider: tokens of SCIM clients, and which group of the provider gives which of ours. */
  readProvisioning: endpoint({
    method: 'GET',
    path: '/api/desk/provisioning',
    action: 'provisioning:view',
    masquerade: 'never',
    response: z.object({
      /** Where the provider's SCIM client sends its requests. */
      scimAddress: z.string(),
      tokens: z.array(
        z.object({
          tokenId: Id,
          clientId: z.string(),
          createdAt: Instant,
          /** Null: by an administrator's command. */
          createdBy: z.string().nullable(),
          expiresAt: Instant,
          lastUsedAt: Instant.nullable(),
          standing: z.enum(['live', 'expired', 'ended']),
        }),
      ),
      mappings: z.array(
        z.object({
          providerGroup: z.string(),
          csrGroup: z.string(),
          csrGroupName: z.string(),
          mappedBy: z.string().nullable(),
          mappedAt: Instant,
          /** How many members of staff the provider has in the group. */
          people: z.number().int(),
        }),
      ),
      /** Groups that the provider has told of and that give nothing. */
      unmapped: z.array(z.object({ providerGroup: z.string(), people: z.number().int() })),
      csrGroups: z.array(z.object({ csrGroup: z.string(), name: z.string() })),
      may: may('provisioning:change'),
    }),
  }),
  /** Makes a bearer token. The response has it once; the database keeps its hash. */
  makeProvisioningToken: endpoint({
    method: 'POST',
    path: '/api/desk/provisioning/tokens',
    action: 'provisioning:change',
    masquerade: 'never',
    task: null,
    body: z.strictObject({
      clientId: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'client-name'),
      days: z.number().int().min(1).max(mostTokenDays),
    }),
    response: z.object({ tokenId: Id, token: z.string() }),
  }),
  endProvisioningToken: endpoint({
    method: 'POST',
    path: '/api/desk/provisioning/tokens/:tokenId/end',
    action: 'provisioning-token:end',
    masquerade: 'never',
    task: null,
    params: z.strictObject({ tokenId: Id }),
    body: z.strictObject({ reason: text(mostReason) }),
    response: z.object({}),
  }),
  /** Lets a group of the provider give one of ours, or no longer. Everybody in it gains or loses the group at once. */
  changeGroupMapping: endpoint({
    method: 'POST',
    path: '/api/desk/provisioning/mappings',
    action: 'provisioning:change',
    masquerade: 'never',
    task: null,
    body: z.strictObject({
      providerGroup: ProviderGroup,
      csrGroup: z.string(),
      isMapped: z.boolean(),
      /** Why, in the CSR's words. It stays in the record. */
      reason: text(mostReason),
    }),
    response: z.object({ affected: z.number().int() }),
  }),
}

export const staffProvisioning = feature({
  permissions: ['provisioning:view', 'provisioning:change'],
  actions: {
    'provisioning-token:end': 'never',
    'provisioned-staff:view': 'never',
    'provisioned-staff:change': 'never',
  },
  endpoints,
})
