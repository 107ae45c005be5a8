import { actionNames } from '@porchlight/contract/actions.ts'
import { permissions } from '@porchlight/contract/permissions.ts'
import { describe, expect, test } from 'vitest'
import type { Actor, ActorKind } from './actor.ts'
import type { GrantedAction } from './grant.ts'
import { csr, everything, ip, linked, maria, verdict, viewing } from './policy.fixture.ts'
import type { Verdict } from './policy.ts'
import type { MailedKeyPurpose, Subject } from './subject.ts'
import { policy } from './table.ts'

/**
 * The whole policy as a table: every action of the contract, every job and every mailed key, for every kind of actor, with
 * all permissions and default switches. A missing cell
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

const mailedKey = {
  visitor: 'not-found',
  customer: 'ok',
  csr: 'not-found',
  masquerade: 'masquerade-never',
  integration: 'not-found',
  system: 'not-found',
} as const
/** The integration of this test is the payment page. */
const identityProviderOnly = {
  visitor: 'not-signed-in',
  customer: 'integration-only',
  csr: 'integration-only',
  masquerade: 'masquerade-never',
  integration: 'not-found',
  system: 'integration-only',
} as const
const job = { ...mailedKey, customer: 'not-found', system: 'ok' } as const

const table: Record<GrantedAction, Record<ActorKind, Verdict>> = {
  public: { visitor: 'ok', customer: 'ok', csr: 'ok', masquerade: 'ok', integration: 'ok', system: 'ok' },
  'portal:open': portalPage,
  'session:end': inPerson,
  'overview:view': portalPage,
  'bill:view': portalPage,
  'bill:download': portalPage,
  'bill:export': portalPage,
  'usage:view': portalPage,
  'usage:download': portalPage,
  'account-information:view': portalPage,
  'mailing-address:change': portalPage,
  'program:view': portalPage,
  'program:change': portalPage,
  'preferences:view': portalPage,
  'preferences:change': portalPage,
  'language:change': portalPage,
  'message:view': portalPage,
  'message:mark-read': inPerson,
  'access:view': portalPage,
  'device:sign-out': inPerson,
  'device:sign-out-all': inPerson,
  'support-visit:end': inPerson,
  'support-visit:question': inPerson,
  'support-code:view': inPerson,
  'prepared-change:view': portalPage,
  'prepared-change:approve': inPerson,
  'prepared-change:decline': inPerson,
  'password:change': inPerson,
  'second-factor:view': inPerson,
  'second-factor:change': inPerson,
  'account-link:add': switchedOff,
  'account-link:view': portalPage,
  'account-link:withdraw': switchedOff,
  'account-people:view': portalPage,
  'account-link:approve': switchedOff,
  'account-link:decline': switchedOff,
  'account-link:remove': switchedOff,
  'account-link:leave': switchedOff,
  'guest:invite': switchedOff,
  'guest:withdraw': switchedOff,
  'guest:change-role': switchedOff,
  'guest:accept': inPerson,
  'nickname:change': portalPage,
  'autopay:view': portalPage,
  'autopay:change': switchedOff,
  'autopay:stop': switchedOff,
  'autopay:decide': switchedOff,
  'job:run-autopays': job,
  'data-request:view': inPerson,
  'data-grant:give': inPerson,
  'data-grant:view': portalPage,
  'data-grant:revoke': switchedOff,
  'data-grant:use': identityProviderOnly,
  'card-payment:start': switchedOff,
  'card-payment:cancel': switchedOff,
  'card-payment:view': portalPage,
  'bank-payment:view': portalPage,
  'bank-payment:make': switchedOff,
  'bank-payment:change': switchedOff,
  'bank-payment:cancel': portalPage,
  'bank-account:view': portalPage,
  'bank-account:add': switchedOff,
  'bank-account:verify': switchedOff,
  'bank-account:change': switchedOff,
  'bank-account:remove': switchedOff,
  'card-payment:settle': {
    visitor: 'signature-refused',
    customer: 'integration-only',
    csr: 'integration-only',
    masquerade: 'masquerade-never',
    integration: 'ok',
    system: 'integration-only',
  },
  'provisioning:view': desk,
  'provisioning:change': desk,
  'provisioning-token:end': desk,
  'provisioned-staff:view': identityProviderOnly,
  'provisioned-staff:change': identityProviderOnly,
  'trusted-issuer:view': desk,
  'trusted-issuer:change': desk,
  'masquerade:exchange': identityProviderOnly,
  'issuer-session:end': identityProviderOnly,
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
  'payment:refund': desk,
  'account-link:link-again': desk,
  'account-person:adopt': desk,
  'account-person:remove': desk,
  'holder-protection:mark': desk,
  'holder-protection:remove': desk,
  'identifier:reveal': desk,
  'contact:add': desk,
  'person-data:export': desk,
  'person-data:erase': desk,
  'caller:verify': desk,
  'prepared-change:prepare': desk,
  'prepared-change:list': desk,
  'prepared-change:withdraw': desk,
  'masquerade:start': desk,
  'masquerade:review': desk,
  'masquerade:step-up': desk,
  'masquerade:end-own': desk,
  'masquerade:end-any': desk,
  'masquerade:end-many': desk,
  'view-note:list': desk,
  'masquerade:list-own': desk,
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
  'saved-view:add': desk,
  'saved-view:change': desk,
  'record:view': desk,
  'alert:view': desk,
  'alert:settle': desk,
  'alert:take': desk,
  'alert:hand-over': desk,
  'alert:mute': desk,
  'detector:view': desk,
  'access-report:view': desk,
  'access-report:export': desk,
  'detector:change': desk,
  'to-do:view': desk,
  'to-do:work': desk,
  'to-do:assign': desk,
  'settings:view': desk,
  'settings:change': desk,
  'entitlements:change': desk,
  'staff:view': desk,
  'staff:change': desk,
  'csr-group:change': desk,
  'staff-change:decide': desk,
  'staff-change:withdraw': { ...desk, csr: 'not-found' },
  'csr-rights:check': desk,
  'retention:view': desk,
  'record-proof:view': desk,
  'record-proof:verify': desk,
  'retention:change': desk,
  'retention:run': desk,
  'retention-run:move': desk,
  'legal-hold:change': desk,
  'legal-hold:release': desk,
  'mailed-key:confirm-email': mailedKey,
  'mailed-key:reset-password': mailedKey,
  'mailed-key:take-off': mailedKey,
  'mailed-key:notice-off': mailedKey,
  'job:tell-of-notices': job,
  'job:find-overdue': job,
  'job:find-high-usage': job,
  'mailed-key:register-guest': mailedKey,
  'mailed-key:register': mailedKey,
  'job:answer-reset-requests': job,
  'job:answer-registrations': job,
  'job:cancel-card-payments': job,
  'job:end-programs': job,
  'job:settle-budgets': job,
  'job:count-search-words': job,
  'job:delete-old-rows': job,
  'job:erase-persons': job,
  'job:expire-tasks': job,
  'job:follow-views': job,
  'job:live-beat': job,
  'job:retention': job,
  'job:send-deposits': job,
  'job:make-bank-payments': job,
  'job:read-bank-returns': job,
  'job:reconcile-bank': job,
  'job:ask-payment-page': job,
  'job:make-refunds': job,
  'job:reconcile-cards': job,
  'job:seal-record': job,
  'job:verify-record': job,
  'job:stream-record': job,
  'job:keep-checkpoint': job,
  'job:mail-checkpoint': job,
  'job:make-record-partitions': job,
  'job:send-messages': job,
  'job:send-texts': job,
  'job:send-read-out-codes': job,
  'job:settle-searches': job,
  'job:sweep-masquerades': job,
  'job:tell-cis': job,
  'job:tell-of-alerts': job,
  'job:detect': job,
  'job:sum-access': job,
  'job:tell-of-links': job,
  'job:tell-of-visits': job,
  'job:watch-cis': job,
  'job:work-tasks': job,
}

const actors: Record<ActorKind, Actor> = {
  visitor: { kind: 'visitor', ip },
  customer: maria,
  csr: csr(...permissions),
  masquerade: viewing(),
  integration: { kind: 'integration', clientId: 'payment-page', ip },
  system: { kind: 'system' },
}

/** What each mailed key is good for. */
const purposes: Record<string, MailedKeyPurpose> = {
  'mailed-key:take-off': 'take-off',
  'mailed-key:notice-off': 'notice-off',
  'mailed-key:register-guest': 'guest-invite',
  'mailed-key:register': 'registration',
  'mailed-key:reset-password': 'password-reset',
  'mailed-key:confirm-email': 'email-confirmation',
}
const aboutWhat = (action: GrantedAction): Subject => {
  const purpose = purposes[action]
  return purpose ? { ...everything, mailedKey: { purpose, webUserId: maria.webUserId } } : everything
}

const actions = Object.keys(policy) as GrantedAction[]

test('the table has a row for each action that can be granted, and no other', () => {
  expect(Object.keys(table).sort()).toEqual([...actions].sort())
})

describe.each(actions)('%s', (action) => {
  test.each(Object.keys(actors) as ActorKind[])('a %s', (kind) => {
    expect(verdict(actors[kind], action, aboutWhat(action))).toBe(table[action][kind])
  })
})

describe('a mailed key', () => {
  test.each(Object.keys(purposes))('allows %s only to its holder, and for its purpose', (name) => {
    const action = actions.find((one) => one === name) ?? 'public'
    const purpose = purposes[name] ?? 'take-off'
    const another = purpose === 'take-off' ? 'password-reset' : 'take-off'
    const using = (mailedKey: Subject['mailedKey']) => verdict(maria, action, { ...everything, mailedKey })
    expect(using({ purpose, webUserId: maria.webUserId + 1 })).toBe('mailed-key-over')
    expect(using({ purpose: another, webUserId: maria.webUserId })).toBe('mailed-key-over')
    expect(using(undefined)).toBe('mailed-key-over')
  })
})

describe('a customer', () => {
  const onAccounts = actionNames.filter((action) => verdict(maria, action, {}) === 'account-not-linked')
  test('reaches no account that is not linked', () => {
    expect([...onAccounts].sort()).toEqual(
      [
        'overview:view',
        'bill:view',
        'bill:download',
        'bill:export',
        'usage:view',
        'usage:download',
        'account-information:view',
        'mailing-address:change',
        'preferences:view',
        'program:view',
        'program:change',
        'preferences:change',
        'account-people:view',
        'account-link:approve',
        'account-link:decline',
        'account-link:remove',
        'account-link:leave',
        'guest:invite',
        'guest:withdraw',
        'guest:change-role',
        'nickname:change',
        'autopay:view',
        'autopay:change',
        'autopay:stop',
        'autopay:decide',
        'data-grant:view',
        'data-grant:revoke',
        'data-grant:give',
        'card-payment:start',
        'card-payment:cancel',
        'card-payment:view',
        'bank-payment:view',
        'bank-payment:make',
        'bank-payment:change',
        'bank-payment:cancel',
        'bank-account:view',
        'bank-account:add',
        'bank-account:verify',
        'bank-account:change',
        'bank-account:remove',
      ].sort(),
    )
  })
  test('who only sees may not change or pay', () => {
    expect(verdict(maria, 'mailing-address:change', linked('see'))).toBe('role-may-not')
    expect(verdict(maria, 'card-payment:start', linked('see'))).toBe('role-may-not')
    expect(verdict(maria, 'card-payment:start', linked('see', 'pay'))).toBe('ok')
    expect(verdict(maria, 'bank-account:add', linked('see'))).toBe('role-may-not')
    expect(verdict(maria, 'bank-payment:make', linked('see'))).toBe('role-may-not')
    expect(verdict(maria, 'bank-payment:cancel', linked('see'))).toBe('role-may-not')
    expect(verdict(maria, 'bank-account:add', linked('see', 'pay'))).toBe('ok')
  })
  test('ends only support visits to the own portal', () => {
    expect(verdict(maria, 'support-visit:end', { masquerade: { csrId: 'amara', webUserId: 2 } })).toBe(
      'not-found',
    )
  })
})
