import { entitlementNames } from '@porchlight/contract/entitlements.ts'
import { type Permission, permissions } from '@porchlight/contract/permissions.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Csr } from './actor.ts'
import { judgeEntitlementAhead } from './entitled.ts'

const csr = (held: Permission[]): Csr => ({
  kind: 'csr',
  csrId: 'amara',
  displayName: 'Amara',
  deskSessionId: 1,
  permissions: new Set(held),
  ip: '192.0.2.1',
})
const standing = (held: Permission[], switches: [string, boolean][] = [], isMasqueradeEnabled = true) =>
  [
    csr(held),
    {
      switches: switches.map(([entitlement, isOn]) => ({ entitlement, csrGroup: null, isOn })),
      isMasqueradeEnabled,
    },
  ] as const
const agent: Permission[] = ['masquerade:start', 'masquerade:act']

test.each([
  ['a shipped default that is on', 'preferences', standing(agent), 'ok'],
  ['a shipped default that is off', 'autopay', standing(agent), 'entitlement-off'],
  ['switched on by the utility', 'autopay', standing(agent, [['autopay', true]]), 'ok'],
  [
    'switched off by the utility',
    'preferences',
    standing(agent, [['preferences', false]]),
    'entitlement-off',
  ],
  ['acting without the permission', 'preferences', standing(['masquerade:start']), 'permission-missing'],
  ['reading without acting', 'bill.download', standing(['masquerade:start']), 'ok'],
  ['no masquerades at all', 'bill.download', standing(['masquerade:act']), 'permission-missing'],
  ['masquerading off', 'bill.download', standing(agent, [], false), 'masquerade-switched-off'],
  [
    'cards while no page may leave',
    'payment.card',
    standing(agent, [['payment.card', true]]),
    'entitlement-off',
  ],
] as const)('%s', (_, entitlement, held, expected) => {
  expect(judgeEntitlementAhead(entitlement, ...held)).toBe(expected)
})

test('a permission more never takes an entitlement away', () => {
  const heldBy = fc.subarray([...permissions])
  fc.assert(
    fc.property(
      heldBy,
      fc.constantFrom(...permissions),
      fc.constantFrom(...entitlementNames),
      (held, more, e) => {
        const before = judgeEntitlementAhead(e, ...standing(held))
        return before !== 'ok' || judgeEntitlementAhead(e, ...standing([...held, more])) === 'ok'
      },
    ),
  )
})
