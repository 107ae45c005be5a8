import { actionNames, actions } from '@porchlight/contract/actions.ts'
import { type Entitlement, entitlementNames, entitlementOf } from '@porchlight/contract/entitlements.ts'
import { permissions } from '@porchlight/contract/permissions.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answers } from './decide.ts'
import { isEntitled } from './entitled.ts'
import { csr, everything, maria, verdict, viewing } from './policy.fixture.ts'

describe('a masquerade', () => {
  const on = (...names: Entitlement[]) =>
    names.map((entitlement) => ({ entitlement, csrGroup: null, isOn: true }))

  test('read-only changes nothing', () => {
    const reading = viewing({ mode: 'read', switches: on(...entitlementNames) })
    const allowed = actionNames.filter(
      (action) => verdict(reading, action) === 'ok' && !actions[action].startsWith('read'),
    )
    expect(allowed).toEqual([])
    expect(verdict(reading, 'mailing-address:change')).toBe('masquerade-read-only')
  })
  test('pays by card only where both the payment and leaving the portal are switched on', () => {
    expect(verdict(viewing({ switches: on('payment.card') }), 'card-payment:start')).toBe('entitlement-off')
    expect(verdict(viewing({ switches: on('thirdparty.redirect') }), 'card-payment:start')).toBe(
      'entitlement-off',
    )
    expect(
      verdict(viewing({ switches: on('payment.card', 'thirdparty.redirect') }), 'card-payment:start'),
    ).toBe('ok')
  })
  test('needs the CSR’s second factor for a step-up', () => {
    const switches = on('account.link')
    expect(verdict(viewing({ switches, isSteppedUp: false }), 'account-link:add')).toBe('step-up-required')
    expect(verdict(viewing({ switches }), 'account-link:add')).toBe('ok')
  })
  test('8: has no right that its customer or its CSR lacks, with any switches and permissions', () => {
    const subject = fc.record({
      accountId: fc.constant(1000000001),
      link: fc.option(
        fc.record({
          role: fc.constant('x'),
          rights: fc.subarray(['see', 'pay', 'change', 'invite']),
          isHolder: fc.boolean(),
        }),
        { nil: undefined },
      ),
    })
    const switches = fc.array(
      fc.record({
        entitlement: fc.constantFrom(...entitlementNames),
        csrGroup: fc.constantFrom(null, 'g'),
        isOn: fc.boolean(),
      }),
    )
    const masquerade = fc
      .record({
        held: fc.subarray([...permissions]),
        mode: fc.constantFrom('read' as const, 'act' as const),
        isSteppedUp: fc.boolean(),
        switches,
      })
      .map(({ held, ...rest }) => viewing({ csr: csr(...held), ...rest }))
    fc.assert(
      fc.property(masquerade, subject, fc.constantFrom(...actionNames), (who, about, action) => {
        if (verdict(who, action, about) !== 'ok') return
        expect(actions[action]).not.toBe('never')
        if (!action.startsWith('masquerade:')) expect(verdict(maria, action, about)).toBe('ok')
        const entitlement = entitlementOf(actions[action])
        if (entitlement) expect(isEntitled(entitlement, who.switches)).toBe(true)
        if (!actions[action].startsWith('read'))
          expect(who.csr.permissions.has('masquerade:act') && who.mode === 'act').toBe(true)
      }),
    )
  })
})

test('responses tell a masquerade the verdict that a decision would give', () => {
  expect(answers(viewing(), everything, 'card-payment:start', 'bill:view')).toEqual({
    'card-payment:start': 'entitlement-off',
    'bill:view': 'ok',
  })
})

test('refuses the approval in one customer’s name by the CSR who made the request in another’s', () => {
  const switches = [{ entitlement: 'account.link', csrGroup: null, isOn: true }]
  const approving = (csrId: string | null, preparedByCsrId: string | null = null) =>
    verdict(viewing({ switches }), 'account-link:approve', {
      ...everything,
      task: { csrId, preparedByCsrId },
    })
  expect(approving('amara')).toBe('own-request')
  expect(approving(null, 'amara')).toBe('own-request')
  expect(approving('a.colleague')).toBe('ok')
  expect(approving(null)).toBe('ok')
})
