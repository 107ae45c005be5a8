import { type Action, actionNames, actions } from '@porchlight/contract/actions.ts'
import {
  type Entitlement,
  entitlementNames,
  entitlementOf,
  entitlements,
} from '@porchlight/contract/entitlements.ts'
import { type Permission, permissions } from '@porchlight/contract/permissions.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor, ActorKind, Csr, Customer, Masquerade } from './actor.ts'
import { answers, decide } from './decide.ts'
import { isEntitled } from './entitled.ts'
import type { Verdict } from './policy.ts'
import type { Opening, Subject } from './subject.ts'

const ip = '192.0.2.1'
const maria: Customer = {
  kind: 'customer',
  webUserId: 1,
  userName: 'm.alvarez',
  email: 'm@example.com',
  personId: 1,
  displayName: 'Maria',
  locale: 'en',
  sessionId: 1,
  ip,
}
const csr = (...held: Permission[]): Csr => ({
  kind: 'csr',
  csrId: 'amara',
  displayName: 'Amara',
  deskSessionId: 1,
  permissions: new Set(held),
  ip,
})
const viewing = (changes: Partial<Masquerade> = {}): Masquerade => ({
  kind: 'masquerade',
  csr: csr(...permissions),
  customer: maria,
  masqueradeId: 'm',
  mode: 'act',
  accountId: 1000000001,
  endsAt: new Date(),
  isSteppedUp: true,
  switches: [],
  ip,
  ...changes,
})
const linked = (...rights: string[]): Subject => ({
  accountId: 1000000001,
  link: { role: 'x', rights, isHolder: true },
})
const everything: Subject = {
  webUserId: 1,
  personId: 1,
  personIdentifierId: 1,
  taskId: 1,
  toDoId: 1,
  masqueradeId: 'a'.repeat(26),
  ...linked('see', 'pay', 'change', 'invite'),
  target: { isAvailable: true },
  customer: { accountId: 1000000001, isProtected: true, isExplained: true, isOwn: false },
  webUser: { isActive: true, isEmailConfirmed: true, isReserved: true },
  masquerade: { csrId: 'amara', webUserId: 1 },
  toDo: { role: 'payments' },
  alert: { aboutCsrId: 'somebody.else' },
}
const verdict = (actor: Actor, action: Action, on: Subject = everything): Verdict => {
  const decision = decide(actor, action, on)
  return decision.allow ? 'ok' : decision.reason
}

/**
 * The whole policy as a table: every action for every kind of actor, with all permissions and default switches. A missing cell
 * does not compile; a changed cell fails here.
 */
const portalPage = {
  visitor: 'not-signed-in',
  customer: 'ok',
  csr: 'customer-only',
  masquerade: 'ok',
  integration: 'customer-only',
  system: 'customer-only',
} as const
const inPerson = { ...portalPage, masquerade: 'masquerade-never' } as const
const switchedOff = { ...portalPage, masquerade: 'entitlement-off' } as const
const supportOnly = { ...portalPage, customer: 'masquerade-only' } as const
const desk = {
  visitor: 'not-signed-in',
  customer: 'staff-only',
  csr: 'ok',
  masquerade: 'masquerade-never',
  integration: 'staff-only',
  system: 'staff-only',
} as const

const table: Record<Action, Record<ActorKind, Verdict>> = {
  'portal:open': portalPage,
  'session:end': inPerson,
  'overview:view': portalPage,
  'bill:view': portalPage,
  'bill:export': portalPage,
  'usage:view': portalPage,
  'account-information:view': portalPage,
  'mailing-address:change': portalPage,
  'preferences:view': portalPage,
  'preferences:change': portalPage,
  'access:view': portalPage,
  'support-visit:end': inPerson,
  'password:change': inPerson,
  'account-link:add': switchedOff,
  'account-link:view': portalPage,
  'account-link:withdraw': switchedOff,
  'account-people:view': portalPage,
  'account-link:approve': switchedOff,
  'account-link:remove': switchedOff,
  'card-payment:start': switchedOff,
  'card-payment:view': portalPage,
  'card-payment:settle': {
    visitor: 'signature-refused',
    customer: 'integration-only',
    csr: 'integration-only',
    masquerade: 'masquerade-never',
    integration: 'ok',
    system: 'integration-only',
  },
  'masquerade:act': supportOnly,
  'masquerade:read-only': supportOnly,
  'masquerade:leave': supportOnly,
  'desk:open': desk,
  'desk-session:end': desk,
  'customer:search': desk,
  'account:view': desk,
  'account:open-protected': desk,
  'web-user:view': desk,
  'web-user:deactivate': desk,
  'web-user:resend-confirmation': { ...desk, csr: 'email-confirmed' },
  'web-user:send-reset': desk,
  'account-link:unlink': desk,
  'account-person:adopt': desk,
  'account-person:remove': desk,
  'identifier:reveal': desk,
  'contact:add': desk,
  'person-data:export': desk,
  'masquerade:start': desk,
  'masquerade:review': desk,
  'masquerade:step-up': desk,
  'masquerade:end-own': desk,
  'masquerade:end-any': desk,
  'task:view': desk,
  'task:discard': desk,
  'task:retry': desk,
  'task:approve': desk,
  'task:reject': desk,
  'task:complete-by-hand': desk,
  'task:reschedule': desk,
  'task:resend': desk,
  'task:assign': desk,
  'task:note': desk,
  'task-assignee:view': desk,
  'task:export': desk,
  'saved-view:change': desk,
  'record:view': desk,
  'alert:view': desk,
  'alert:settle': desk,
  'to-do:view': desk,
  'to-do:work': desk,
  'to-do:assign': desk,
  'settings:view': desk,
  'settings:change': desk,
  'entitlements:change': desk,
  'retention:view': desk,
  'retention:change': desk,
  'retention:run': desk,
  'legal-hold:change': desk,
}

const actors: Record<ActorKind, Actor> = {
  visitor: { kind: 'visitor', ip },
  customer: maria,
  csr: csr(...permissions),
  masquerade: viewing(),
  integration: { kind: 'integration', clientId: 'payment-page', ip },
  system: { kind: 'system' },
}

describe.each(actionNames)('%s', (action) => {
  test.each(Object.keys(actors) as ActorKind[])('a %s', (kind) => {
    expect(verdict(actors[kind], action)).toBe(table[action][kind])
  })
})

describe('a customer', () => {
  const onAccounts = actionNames.filter((action) => verdict(maria, action, {}) === 'account-not-linked')
  test('reaches no account that is not linked', () => {
    expect([...onAccounts].sort()).toEqual(
      [
        'overview:view',
        'bill:view',
        'bill:export',
        'usage:view',
        'account-information:view',
        'mailing-address:change',
        'preferences:view',
        'preferences:change',
        'account-people:view',
        'account-link:approve',
        'account-link:remove',
        'card-payment:start',
        'card-payment:view',
      ].sort(),
    )
  })
  test('who only sees may not change or pay', () => {
    expect(verdict(maria, 'mailing-address:change', linked('see'))).toBe('role-may-not')
    expect(verdict(maria, 'card-payment:start', linked('see'))).toBe('role-may-not')
    expect(verdict(maria, 'card-payment:start', linked('see', 'pay'))).toBe('ok')
  })
  test('ends only support visits to the own portal', () => {
    expect(verdict(maria, 'support-visit:end', { masquerade: { csrId: 'amara', webUserId: 2 } })).toBe(
      'not-found',
    )
  })
})

describe('a CSR', () => {
  test('without permissions opens the desk, leaves it, ends what is their own, and nothing else', () => {
    const allowed = actionNames.filter((action) => verdict(csr(), action) === 'ok')
    expect(allowed.sort()).toEqual(['desk-session:end', 'desk:open', 'masquerade:end-own'])
  })
  test.each(permissions)('needs %s for something', (permission) => {
    const without = csr(...permissions.filter((p) => p !== permission))
    const acting = viewing({ csr: without })
    const lost = actionNames.filter(
      (a) => verdict(without, a) === 'permission-missing' || verdict(acting, a) === 'permission-missing',
    )
    expect(lost).not.toEqual([])
  })
  test('confirms a second factor only for their own masquerade', () => {
    const anothers = { masquerade: { csrId: 'tom', webUserId: 1 } }
    expect(verdict(csr(...permissions), 'masquerade:step-up', anothers)).toBe('not-found')
    expect(verdict(csr(...permissions), 'masquerade:step-up', {})).toBe('not-found')
    expect(verdict(csr(), 'masquerade:step-up')).toBe('permission-missing')
  })
  test('finds no to-do whose role none of their groups works', () => {
    expect(verdict(csr('to-do:work'), 'to-do:work')).toBe('ok')
    expect(verdict(csr('to-do:work'), 'to-do:assign')).toBe('permission-missing')
    expect(verdict(csr(...permissions), 'to-do:work', {})).toBe('not-found')
    expect(verdict(csr(...permissions), 'to-do:assign', {})).toBe('not-found')
    expect(verdict(csr(), 'to-do:work', {})).toBe('permission-missing')
  })
  test('may not masquerade as an unavailable web user', () => {
    expect(verdict(csr(...permissions), 'masquerade:start', { target: { isAvailable: false } })).toBe(
      'target-unavailable',
    )
    expect(verdict(csr(...permissions), 'masquerade:start', {})).toBe('target-unavailable')
  })
})

describe('what opens a customer', () => {
  const opening = (changes: Partial<Opening> = {}): Opening => ({
    what: 'customer',
    id: 1,
    isOpen: false,
    others: 3,
    most: 3,
    ...changes,
  })
  const refusedBy = (on: Subject, reason: Verdict) =>
    actionNames
      .filter((action) => verdict(csr(...permissions), action, { ...everything, ...on }) === reason)
      .sort()
  const opens = [
    'account:view',
    'web-user:view',
    'web-user:deactivate',
    'web-user:resend-confirmation',
    'web-user:send-reset',
    'account-link:unlink',
    'account-person:adopt',
    'account-person:remove',
    'identifier:reveal',
    'contact:add',
    'person-data:export',
    'masquerade:start',
    'task:view',
  ].sort()

  test('requires a further reason for a protected customer', () => {
    const actsOnTask = actionNames.filter(
      (name) => name.startsWith('task:') && name !== 'task:view' && name !== 'task:export',
    )
    const unexplained = {
      customer: { accountId: 1000000001, isProtected: true, isExplained: false, isOwn: false },
    }
    expect(refusedBy(unexplained, 'further-reason-required')).toEqual([...opens, ...actsOnTask].sort())
    expect(verdict(csr(), 'account:view', unexplained)).toBe('permission-missing')
  })
  test('has an hourly limit; opening the same customer again is free', () => {
    expect(refusedBy({ openings: [opening()] }, 'too-many-customers')).toEqual(opens)
    expect(refusedBy({ openings: [opening({ what: 'identifier' })] }, 'too-many-reveals')).toEqual(opens)
    expect(refusedBy({ openings: [opening({ others: 2 }), opening({ isOpen: true })] }, 'ok')).toContain(
      'account:view',
    )
  })
  test('does not reveal that the target of a masquerade is protected or needs a reason', () => {
    const on = {
      target: { isAvailable: false },
      customer: { accountId: 1000000001, isProtected: true, isExplained: false, isOwn: false },
    }
    expect(verdict(csr(...permissions), 'masquerade:start', on)).toBe('target-unavailable')
  })
  test('opens as protected only protected customers', () => {
    const ask = (customer: Subject['customer']) =>
      verdict(csr(...permissions), 'account:open-protected', { ...everything, customer })
    expect(ask({ accountId: 1000000001, isProtected: true, isExplained: false, isOwn: false })).toBe('ok')
    expect(ask({ accountId: 1000000001, isProtected: false, isExplained: true, isOwn: false })).toBe(
      'not-found',
    )
    expect(ask(undefined)).toBe('not-found')
  })
})

describe('what changes who sees an account', () => {
  const ask = (action: Action, on: Subject) => verdict(csr(...permissions), action, { ...everything, ...on })
  const changing: Action[] = [
    'web-user:deactivate',
    'web-user:resend-confirmation',
    'web-user:send-reset',
    'account-link:unlink',
    'account-person:adopt',
    'account-person:remove',
    'person-data:export',
  ]
  const needNoLink = ['account-link:unlink', 'account-person:remove', 'person-data:export']
  const about = (changes: Partial<NonNullable<Subject['webUser']>>): Subject => ({
    webUser: { isActive: true, isEmailConfirmed: false, isReserved: false, ...changes },
  })

  test.each(changing)('%s is done by nobody to an account that they are on themselves', (action) => {
    const own = { accountId: 1000000001, isProtected: true, isExplained: true, isOwn: true }
    expect(ask(action, { customer: own })).toBe('own-account')
  })
  test('needs a web user who is linked to the account; the unlink checks the link by itself', () => {
    const lost = changing.filter((action) => ask(action, { webUser: undefined }) === 'not-found')
    expect(lost).toEqual(changing.filter((action) => !needNoLink.includes(action)))
  })
  test('adopts a relationship that self-service made, once', () => {
    expect(ask('account-person:adopt', about({ isReserved: true }))).toBe('ok')
    expect(ask('account-person:adopt', about({}))).toBe('relationship-not-reserved')
  })
  test('mails a password link to a confirmed address only, and a confirmation to an unconfirmed one only', () => {
    expect(ask('web-user:send-reset', about({ isEmailConfirmed: true }))).toBe('ok')
    expect(ask('web-user:send-reset', about({}))).toBe('email-unconfirmed')
    expect(ask('web-user:resend-confirmation', about({}))).toBe('ok')
    for (const action of ['web-user:send-reset', 'web-user:resend-confirmation'] as const)
      expect(ask(action, about({ isActive: false, isEmailConfirmed: true }))).toBe('web-user-inactive')
  })
})

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
  test('gives the same answers with the data as a decision would', () => {
    expect(answers(viewing(), everything, 'card-payment:start', 'bill:view')).toEqual({
      'card-payment:start': 'entitlement-off',
      'bill:view': 'ok',
    })
  })
})

test('nobody settles or works an alert about themselves', () => {
  const about = (aboutCsrId: string) => ({
    toDoId: 1,
    alert: { aboutCsrId },
    toDo: { role: 'security-officer', aboutCsrId },
  })
  const officer = csr(...permissions)
  for (const action of ['alert:settle', 'to-do:work', 'to-do:assign'] as const) {
    expect(verdict(officer, action, about('amara'))).toBe('own-alert')
    expect(verdict(officer, action, about('somebody.else'))).toBe('ok')
    expect(verdict(officer, action, {})).toBe('not-found')
  }
})
