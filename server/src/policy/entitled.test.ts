import { entitlementNames, entitlements } from '@porchlight/contract/entitlements.ts'
import { type Permission, permissions } from '@porchlight/contract/permissions.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isEntitled, judgeEntitlementAhead } from './entitled.ts'
import { csr } from './policy.fixture.ts'

const standing = (held: Permission[], switches: [string, boolean][] = [], isMasqueradeEnabled = true) =>
  [
    csr(...held),
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

test('an additional permission never removes an entitlement', () => {
  const heldBy = fc.subarray([...permissions])
  fc.assert(
    fc.property(
      heldBy,
      fc.constantFrom(...permissions),
      fc.constantFrom(...entitlementNames),
      (held, more, e) => {
        const before = judgeEntitlementAhead(e, ...standing(held))
        if (before === 'ok') expect(judgeEntitlementAhead(e, ...standing([...held, more]))).toBe('ok')
      },
    ),
  )
})

describe('an entitlement', () => {
  test.each(entitlementNames)('%s has its shipped default until somebody switches it', (name) => {
    expect(isEntitled(name, [])).toBe(entitlements[name].default)
    expect(isEntitled(name, [{ entitlement: name, csrGroup: null, isOn: !entitlements[name].default }])).toBe(
      !entitlements[name].default,
    )
  })
  test('of a group counts before the utility’s, and on in one group is enough', () => {
    const of = (csrGroup: string | null, isOn: boolean) => ({ entitlement: 'preferences', csrGroup, isOn })
    expect(isEntitled('preferences', [of(null, true), of('a', false)])).toBe(false)
    expect(isEntitled('preferences', [of(null, false), of('a', false), of('b', true)])).toBe(true)
  })
})
