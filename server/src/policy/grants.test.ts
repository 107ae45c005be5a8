import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { command } from '#database/query.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import type { Customer } from './actor.ts'
import { decide, grantOf } from './decide.ts'
import type { Grant, GrantedAction } from './grant.ts'
import { maria } from './policy.fixture.ts'
import type { Subject } from './subject.ts'

/**
 * Breaches of rule 4 (no write without a grant) that get past the compiler, for instance from JavaScript. What the compiler refuses
 * is in grants.refused.ts.
 */
let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

type Echo = {
  params: { accountId: number | null; webUserId: number | null; text: string | null }
  row: { accountId: number; webUserId: number; text: string }
}
const echo = command<Echo, 'mailing-address:change'>(
  'echo',
  'SELECT $accountId::bigint AS account_id, $webUserId::bigint AS web_user_id, $text::text AS text',
)

const customer: Customer = { ...maria, webUserId: 7 }
const link = { role: 'holder', rights: ['see', 'change', 'pay'], isHolder: true }
function granted<A extends GrantedAction>(action: A, on: Subject): Grant<A> {
  const decision = decide(customer, action, on)
  if (!decision.allow) throw new Error(decision.reason)
  return decision.grant
}
const change = () => granted('mailing-address:change', { accountId: 1001, link })

describe('a write', () => {
  test('writes the ids of its grant', async () => {
    expect(await echo.one(app.owner, change(), { text: 'x' })).toMatchObject({
      accountId: 1001,
      webUserId: 7,
      text: 'x',
    })
  })

  test('refuses an account or web user that its grant does not carry', async () => {
    const account = async () => echo.one(app.owner, change(), { text: 'x', accountId: 2002 } as never)
    await expect(account()).rejects.toThrow('another accountId')
    const webUser = async () => echo.one(app.owner, change(), { text: 'x', webUserId: 8 } as never)
    await expect(webUser()).rejects.toThrow('another webUserId')
  })

  test('takes no grant that was built or copied by hand', async () => {
    const built = {
      action: 'mailing-address:change',
      actor: customer,
      accountId: 2002,
      webUserId: 7,
    } as const
    const byHand = async () => echo.one(app.owner, built as never, { text: 'x' })
    await expect(byHand()).rejects.toThrow('no grant that decide made')
    const copy = { ...change(), accountId: 2002 }
    await expect((async () => echo.one(app.owner, copy, { text: 'x' }))()).rejects.toThrow('no grant')
  })

  test('refuses a job a grant of another actor', () => {
    expect(() => grantOf(customer as never, 'job:sweep-masquerades')).toThrow('refused to a customer')
  })
})

describe('a grant', () => {
  test('is not made without the ids that its action is about', () => {
    expect(decide(customer, 'mailing-address:change', { link })).toEqual({
      allow: false,
      reason: 'not-found',
    })
  })
  test('cannot be changed', () => {
    const grant = change()
    expect(() => Object.assign(grant, { accountId: 2002 })).toThrow(TypeError)
  })
})

describe('an id that a request names', () => {
  test('takes the account beside the holder’s own id, and refuses its action without the account', () => {
    const holder: Customer = { ...customer, webUserId: 9 }
    const decision = decide(holder, 'account-link:remove', { accountId: 1001, guestId: 8, link })
    expect(decision).toMatchObject({ grant: { accountId: 1001, webUserId: 9, guestId: 8 } })
    expect(decide(holder, 'account-link:remove', { accountId: 1001, link })).toEqual({
      allow: false,
      reason: 'not-found',
    })
  })
})
