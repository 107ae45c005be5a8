import { type Action, actionNames } from '@porchlight/contract/actions.ts'
import { permissions } from '@porchlight/contract/permissions.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { refusedThroughout } from './decide.ts'
import { csr, everything, supervisor, verdict, viewing } from './policy.fixture.ts'
import type { Verdict } from './policy.ts'
import type { Opening, Subject } from './subject.ts'

describe('a CSR', () => {
  test('without permissions can open the desk, sign out and end their own masquerades, and nothing else', () => {
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
    expect(verdict(supervisor, 'masquerade:step-up', anothers)).toBe('not-found')
    expect(verdict(supervisor, 'masquerade:step-up', {})).toBe('not-found')
    expect(verdict(csr(), 'masquerade:step-up')).toBe('permission-missing')
  })
  test('finds no to-do whose role none of their groups works', () => {
    expect(verdict(csr('to-do:work'), 'to-do:work')).toBe('ok')
    expect(verdict(csr('to-do:work'), 'to-do:assign')).toBe('permission-missing')
    expect(verdict(supervisor, 'to-do:work', {})).toBe('not-found')
    expect(verdict(supervisor, 'to-do:assign', {})).toBe('not-found')
    expect(verdict(csr(), 'to-do:work', {})).toBe('permission-missing')
  })
  test('may not masquerade as an unavailable web user', () => {
    expect(verdict(supervisor, 'masquerade:start', { target: { isAvailable: false } })).toBe(
      'target-unavailable',
    )
    expect(verdict(supervisor, 'masquerade:start', {})).toBe('target-unavailable')
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
    actionNames.filter((action) => verdict(supervisor, action, { ...everything, ...on }) === reason).sort()
  const opens = [
    'account:view',
    'web-user:view',
    'web-user:deactivate',
    'web-user:resend-confirmation',
    'web-user:send-reset',
    'account-link:unlink',
    'account-link:link-again',
    'account-person:adopt',
    'account-person:remove',
    'holder-protection:mark',
    'holder-protection:remove',
    'payment:refund',
    'identifier:reveal',
    'contact:add',
    'person-data:export',
    'person-data:erase',
    'masquerade:start',
    'caller:verify',
    'csr-rights:check',
    'prepared-change:prepare',
    'prepared-change:list',
    'prepared-change:withdraw',
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
    expect(verdict(supervisor, 'masquerade:start', on)).toBe('target-unavailable')
  })
  test('opens as protected only protected customers', () => {
    const ask = (customer: Subject['customer']) =>
      verdict(supervisor, 'account:open-protected', { ...everything, customer })
    expect(ask({ accountId: 1000000001, isProtected: true, isExplained: false, isOwn: false })).toBe('ok')
    expect(ask({ accountId: 1000000001, isProtected: false, isExplained: true, isOwn: false })).toBe(
      'not-found',
    )
    expect(ask(undefined)).toBe('not-found')
  })
})

describe('what changes who sees an account', () => {
  const ask = (action: Action, on: Subject) => verdict(supervisor, action, { ...everything, ...on })
  const changing: Action[] = [
    'web-user:deactivate',
    'web-user:resend-confirmation',
    'web-user:send-reset',
    'account-link:unlink',
    'account-link:link-again',
    'account-person:adopt',
    'account-person:remove',
    'holder-protection:mark',
    'holder-protection:remove',
    'payment:refund',
    'person-data:export',
    'person-data:erase',
  ]
  const needNoLink = [
    'account-link:unlink',
    'account-link:link-again',
    'account-person:remove',
    'holder-protection:mark',
    'holder-protection:remove',
    'payment:refund',
    'person-data:export',
    'person-data:erase',
  ]
  const about = (changes: Partial<NonNullable<Subject['webUser']>>): Subject => ({
    webUser: { isActive: true, isEmailConfirmed: false, isReserved: false, ...changes },
  })

  test.each(changing)('refuses %s to a CSR who is on the account', (action) => {
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

describe('an action on a task', () => {
  const ask = (action: Action, task: Subject['task']) => verdict(supervisor, action, { ...everything, task })
  const another = { csrId: 'a.colleague', preparedByCsrId: null }

  test('refuses the approval by the CSR who made or prepared it, and allows every other action', () => {
    const mine = { csrId: 'amara', preparedByCsrId: null }
    const prepared = { csrId: null, preparedByCsrId: 'amara' }
    for (const task of [mine, prepared]) {
      const refused = actionNames.filter((action) => ask(action, task) === 'own-request')
      expect(refused).toEqual(['task:approve'])
    }
    expect(ask('task:approve', another)).toBe('ok')
  })
  test('is not approved by a CSR who is on the account', () => {
    const own = { accountId: 1000000001, isProtected: true, isExplained: true, isOwn: true }
    const refused = actionNames.filter(
      (action) =>
        action.startsWith('task:') &&
        verdict(supervisor, action, { ...everything, customer: own }) === 'own-account',
    )
    expect(refused).toEqual(['task:approve'])
  })
  test('refuses to take back a task that the CIS is processing, and to complete one without an effect', () => {
    const told = { ...another, isTold: true }
    expect(ask('task:discard', { ...told, requires: ['not-told'] })).toBe('told-to-cis')
    expect(ask('task:discard', { ...told, requires: [] })).toBe('ok')
    expect(ask('task:discard', { ...another, requires: ['not-told'] })).toBe('ok')
    const unmade = { ...another, isEffectMade: false }
    expect(ask('task:complete-by-hand', { ...unmade, requires: ['effect-made'] })).toBe('effect-not-made')
    expect(
      ask('task:complete-by-hand', { ...unmade, isTold: true, requires: ['not-told', 'effect-made'] }),
    ).toBe('told-to-cis')
  })
  test('asks for the permission first, then for a further reason, and for the task last', () => {
    const unexplained = { accountId: 1000000001, isProtected: true, isExplained: false, isOwn: true }
    const on = { ...everything, customer: unexplained, task: { csrId: 'amara', preparedByCsrId: null } }
    expect(verdict(csr(), 'task:approve', on)).toBe('permission-missing')
    expect(verdict(supervisor, 'task:approve', on)).toBe('further-reason-required')
  })
})

describe('a to-do', () => {
  const ask = (
    action: 'to-do:work' | 'to-do:assign',
    toDo: Partial<Subject['toDo']>,
    who = csr('to-do:work'),
  ) => verdict(who, action, { ...everything, toDo: { role: 'payments', ...toDo } })

  test('of a colleague is worked by a CSR who may assign, and by nobody else', () => {
    expect(ask('to-do:work', { assignedTo: 'tom' })).toBe('assigned-to-another')
    expect(ask('to-do:work', { assignedTo: 'tom' }, csr('to-do:work', 'to-do:assign'))).toBe('ok')
    expect(ask('to-do:work', { assignedTo: 'amara' })).toBe('ok')
    expect(ask('to-do:work', { assignedTo: null })).toBe('ok')
  })
  test('that is done is neither worked nor assigned', () => {
    expect(ask('to-do:work', { isDone: true, assignedTo: 'amara' })).toBe('already-done')
    expect(ask('to-do:assign', { isDone: true }, supervisor)).toBe('already-done')
    expect(ask('to-do:assign', { isDone: true })).toBe('permission-missing')
  })
})

describe('what a CSR is refused throughout', () => {
  test('names the missing permissions; with all permissions, refuses nothing', () => {
    expect(refusedThroughout(supervisor)).toEqual({})
    expect(refusedThroughout(csr('task:view'))).toMatchObject({
      'customer:search': 'permission-missing',
      'task:approve': 'permission-missing',
    })
    expect(refusedThroughout(csr('task:view'))).not.toHaveProperty('task:view')
    expect(refusedThroughout(csr())).not.toHaveProperty('desk:open')
  })
  test('is refused for the same reason, whatever the subject', () => {
    const held = fc.subarray([...permissions])
    const subject = fc.constantFrom(everything, {}, { accountId: 1, taskId: 1, webUserId: 1 })
    fc.assert(
      fc.property(held, fc.constantFrom(...actionNames), subject, (names, action, on) => {
        const who = csr(...names)
        const refused = refusedThroughout(who)[action]
        if (refused) expect(verdict(who, action, on)).toBe(refused)
      }),
    )
  })
})

test('nobody settles or works an alert about themselves', () => {
  const about = (aboutCsrId: string) => ({
    toDoId: 1,
    alert: { aboutCsrId },
    toDo: { role: 'security-officer', aboutCsrId },
  })
  const officer = supervisor
  for (const action of ['alert:settle', 'to-do:work', 'to-do:assign'] as const) {
    expect(verdict(officer, action, about('amara'))).toBe('own-alert')
    expect(verdict(officer, action, about('somebody.else'))).toBe('ok')
    expect(verdict(officer, action, {})).toBe('not-found')
  }
})
