import { readBalance, readBalances } from '#features/billing/index.ts'
import { readRelief } from '#features/programs/index.ts'
import { readNewestMonths } from '#features/usage/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { customerOf } from '#policy/actor.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { feature } from '../../feature.ts'
import { openTasks } from './queries.ts'

const MONTHS = 6

const handlers: HandlersOf<'readOverview' | 'listBalances'> = {
  listBalances: async (_, { sql, grant, installation: { timeZone } }) => {
    const customer = customerOf(grant.actor)
    return { balances: await readBalances(sql, { webUserId: customer.webUserId, timeZone }) }
  },

  readOverview: async (_, { sql, grant, subject, installation: { timeZone } }) => {
    const { accountId, webUserId } = grant
    const [balance, usage, tasks] = await Promise.all([
      readBalance(sql, { accountId, timeZone }),
      readNewestMonths(sql, { accountId, timeZone, count: MONTHS }),
      openTasks(sql, { accountId, webUserId, timeZone }),
    ])
    if (!balance) throw new Refusal('not-found')
    const { email, locale } = customerOf(grant.actor)
    const relief = await readRelief(sql, { accountId, timeZone, email, locale }, balance)
    return {
      accountId,
      ...balance,
      usage,
      openTasks: tasks,
      relief,
      may: answers(grant.actor, subject, 'bill:view', 'usage:view', 'card-payment:start', 'program:change'),
    }
  },
}

export const overview = feature({
  handlers,
})
