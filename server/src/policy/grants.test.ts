import type { Api } from '@porchlight/contract/api.ts'
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import { command } from '#database/query.ts'
import type { Handler } from '#pipeline/handler.ts'
import { changed, type TaskProof, unchanged } from '#pipeline/outcome.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { job } from '#worker/job.ts'
import type { Customer } from './actor.ts'
import { decide, grantOf } from './decide.ts'
import type { Grant, GrantedAction } from './grant.ts'
import type { Subject } from './subject.ts'

/**
 * Mutations of rule 4 and 5 (no write without a grant, no change without a record). What the compiler refuses is marked
 * `@ts-expect-error`: `npm run check` fails where such a line compiles.
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

const maria: Customer = {
  kind: 'customer',
  webUserId: 7,
  userName: 'm.alvarez',
  email: 'm@example.com',
  personId: 1,
  displayName: 'Maria',
  locale: 'en',
  sessionId: 1,
  ip: '192.0.2.1',
}
const link = { role: 'holder', rights: ['see', 'change', 'pay'], isHolder: true }
function granted<A extends GrantedAction>(action: A, on: Subject): Grant<A> {
  const decision = decide(maria, action, on)
  if (!decision.allow) throw new Error(decision.reason)
  return decision.grant
}
const change = () => granted('mailing-address:change', { accountId: 1001, link })

describe('a write', () => {
  test('is filled with the ids that were decided on', async () => {
    expect(await echo.one(app.owner, change(), { text: 'x' })).toMatchObject({
      accountId: 1001,
      webUserId: 7,
      text: 'x',
    })
  })

  test('takes no other account or web user beside its grant', async () => {
    // @ts-expect-error another account's id
    const account = async () => echo.one(app.owner, change(), { text: 'x', accountId: 2002 })
    await expect(account()).rejects.toThrow('another accountId')
    // @ts-expect-error another web user's id
    const webUser = async () => echo.one(app.owner, change(), { text: 'x', webUserId: 8 })
    await expect(webUser()).rejects.toThrow('another webUserId')
  })

  test('takes no grant of another action', () => {
    const preferences = granted('preferences:change', { accountId: 1001, link })
    // @ts-expect-error the grant is another action's
    const call = () => echo.one(app.owner, preferences, { text: 'x' })
    expect(call).toBeTypeOf('function')
  })

  test('takes no grant that was built or copied by hand', async () => {
    const built = { action: 'mailing-address:change', actor: maria, accountId: 2002, webUserId: 7 } as const
    // @ts-expect-error only decide makes a grant
    const byHand = async () => echo.one(app.owner, built, { text: 'x' })
    await expect(byHand()).rejects.toThrow('no grant that decide made')
    const copy = { ...change(), accountId: 2002 }
    await expect((async () => echo.one(app.owner, copy, { text: 'x' }))()).rejects.toThrow('no grant')
  })

  test('of a job runs by the grant of that job alone', () => {
    const sweep = command<{ params: object; row: object }, 'job:sweep-masquerades'>('sweep', 'SELECT 1')
    const run = async () => {}
    // @ts-expect-error the policy has no row for such a job
    job({ name: 'do-as-it-likes', everyMs: 1, run })
    // @ts-expect-error a job without its grant
    job({ name: 'sweep-masquerades', everyMs: 1, run: async ({ pool }) => void (await sweep(pool, {})) })
    // @ts-expect-error another job's grant
    job({ name: 'expire-tasks', everyMs: 1, run: async ({ pool, grant }) => void (await sweep(pool, grant)) })
    expect(() => grantOf(maria as never, 'job:sweep-masquerades')).toThrow('refused to a customer')
  })

  test('of a public endpoint is declared as such', () => {
    // @ts-expect-error publicCommand declares it, and policy/public.test.ts lists it
    command<Echo, 'public'>('open', 'SELECT 1')
  })
})

describe('a grant', () => {
  test('is not made without the ids that its action is about', () => {
    expect(decide(maria, 'mailing-address:change', { link })).toEqual({ allow: false, reason: 'not-found' })
  })
  test('cannot be changed', () => {
    const grant = change()
    expect(() => Object.assign(grant, { accountId: 2002 })).toThrow(TypeError)
    // @ts-expect-error read-only
    expect(() => (grant.accountId = 2002)).toThrow(TypeError)
  })
})

describe('an id that a request names', () => {
  test('is in the grant of a change, and not in what its handler is passed', () => {
    const again: Handler<Api['linkWebUserAgain']> = async (_, { grant }) => {
      expectTypeOf(grant).toHaveProperty('unlinkId')
      throw new Error(`not called for ${grant.unlinkId}`)
    }
    // @ts-expect-error the id comes from the grant
    const fromUrl: Handler<Api['linkWebUserAgain']> = async ({ params: { unlinkId } }) => unlinkId
    // @ts-expect-error a body's id too
    const fromBody: Handler<Api['placeLegalHold']> = async ({ body: { accountId } }) => accountId
    // @ts-expect-error a read takes no second look at the account
    const read: Handler<Api['readBill']> = async ({ params: { accountId } }) => accountId
    expect([again, fromUrl, fromBody, read]).toHaveLength(4)
  })

  test('is decided on, or its change has no handler', () => {
    type Change<A> = Omit<Api['changeSavedView'], 'action'> & { action: A }
    expectTypeOf<Handler<Change<'saved-view:change'>>>().not.toHaveProperty('isNotDecidedOn')
    expectTypeOf<Handler<Change<'saved-view:add'>>>().toEqualTypeOf<{ isNotDecidedOn: 'savedViewId' }>()
  })

  test('stands beside the holder’s own id, and its action is refused without it', () => {
    const holder: Customer = { ...maria, webUserId: 9 }
    const decision = decide(holder, 'account-link:remove', { accountId: 1001, guestId: 8, link })
    expect(decision).toMatchObject({ grant: { accountId: 1001, webUserId: 9, guestId: 8 } })
    expect(decide(holder, 'account-link:remove', { accountId: 1001, link })).toEqual({
      allow: false,
      reason: 'not-found',
    })
  })
})

describe('a change in the portal', () => {
  test('that forgets its task does not compile', () => {
    // @ts-expect-error neither a task nor `unchanged`
    const forgetful: Handler<Api['changeMailingAddress']> = async () => ({ taskId: 1, version: 1 })
    const saysSo: Handler<Api['changeMailingAddress']> = async () => unchanged({ taskId: null, version: 1 })
    const wrong = async (proof: TaskProof<'login-change'>) => changed(proof, { taskId: 1, version: 1 })
    // @ts-expect-error the task of another endpoint
    const another: () => ReturnType<typeof saysSo & (() => unknown)> = wrong
    expect([forgetful, saysSo, another]).toHaveLength(3)
  })
  test('has no task that the engine did not make', () => {
    // @ts-expect-error only the task engine makes the proof of a task
    const proof: TaskProof<'mailing-address'> = { taskId: 1, taskType: 'mailing-address' }
    expect(proof.taskId).toBe(1)
  })
})
