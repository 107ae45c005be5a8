import type { Api } from '@porchlight/contract/api.ts'
import { command } from '#database/query.ts'
import type { Sql } from '#database/sql.ts'
import type { Handler } from '#pipeline/handler.ts'
import { changed, type TaskProof, unchanged } from '#pipeline/outcome.ts'
import { job } from '#worker/job.ts'
import type { Customer } from './actor.ts'
import type { Grant } from './grant.ts'

// Breaches of rule 4 and 5 (no write without a grant, no change without a record) that do not compile: tools/refused.test.ts.

declare const sql: Sql
declare const maria: Customer
declare const change: Grant<'mailing-address:change'>
declare const preferences: Grant<'preferences:change'>

type Echo = {
  params: { accountId: number | null; webUserId: number | null; text: string | null }
  row: { accountId: number; webUserId: number; text: string }
}
const echo = command<Echo, 'mailing-address:change'>('echo', 'SELECT 1')
const sweep = command<{ params: object; row: object }, 'job:sweep-masquerades'>('sweep', 'SELECT 1')
const run = async () => {}

export const accepted = [
  () => echo.one(sql, change, { text: 'x' }),
  job({
    name: 'sweep-masquerades',
    everyMs: 1,
    run: async ({ pool, grant }) => void (await sweep(pool, grant)),
  }),
]

// refused (TS2322): another account's id
echo.one(sql, change, { text: 'x', accountId: 2002 })
// refused (TS2322): another web user's id
echo.one(sql, change, { text: 'x', webUserId: 8 })
// refused (TS2345): the grant of another action
echo.one(sql, preferences, { text: 'x' })
const built = { action: 'mailing-address:change', actor: maria, accountId: 2002, webUserId: 7 } as const
// refused (TS2345): a grant that decide did not make
echo.one(sql, built, { text: 'x' })
// refused (TS2540): an id of a grant is changed
change.accountId = 2002

// refused (TS2322): a job for which the policy has no row
job({ name: 'do-as-it-likes', everyMs: 1, run })
// refused (TS2345): a job's write without its grant
job({ name: 'sweep-masquerades', everyMs: 1, run: async ({ pool }) => void (await sweep(pool, {})) })
// refused (TS2345): another job's grant
job({ name: 'expire-tasks', everyMs: 1, run: async ({ pool, grant }) => void (await sweep(pool, grant)) })

// refused (TS2344): a write of a public endpoint that publicCommand does not declare
command<Echo, 'public'>('open', 'SELECT 1')

// refused (TS2322): a change in the portal that gives neither a task nor `unchanged`
export const forgetful: Handler<Api['changeMailingAddress']> = async () => ({ taskId: 1, version: 1 })
export const saysSo: Handler<Api['changeMailingAddress']> = async () =>
  unchanged({ taskId: null, version: 1 })
declare const login: TaskProof<'login-change'>
type ChangeAddress = Handler<Api['changeMailingAddress']>
// refused (TS2322): the task of another endpoint
export const another: ChangeAddress = async () => changed(login, { taskId: 1, version: 1 })
// refused (TS2741): a task that the engine did not make
export const proof: TaskProof<'mailing-address'> = { taskId: 1, taskType: 'mailing-address' }

type ChangeView<A> = Omit<Api['changeSavedView'], 'action'> & { action: A }
export const alsoAccepted: [Handler<Api['linkWebUserAgain']>, Handler<ChangeView<'saved-view:add'>>] = [
  async (_, { grant }) => {
    throw new Error(`not called for ${grant.unlinkId}`)
  },
  { isNotDecidedOn: 'savedViewId' },
]
// refused (TS2339): the id of a change comes from its grant, not from the address
export const fromUrl: Handler<Api['linkWebUserAgain']> = async ({ params: { unlinkId } }) => unlinkId
// refused (TS2339): nor from the body
export const fromBody: Handler<Api['placeLegalHold']> = async ({ body: { accountId } }) => accountId
// refused (TS2339): a read takes no second look at the account
export const read: Handler<Api['readBill']> = async ({ params: { accountId } }) => accountId
// refused (TS2322): a change whose id is not decided on has no handler
export const undecided: Handler<ChangeView<'saved-view:add'>> = async () => unchanged({})
// refused (TS2353): one whose id is decided on has one
export const decided: Handler<ChangeView<'saved-view:change'>> = { isNotDecidedOn: 'savedViewId' }
