import { taskSorts } from '@porchlight/contract/task-choices.ts'
import type { TaskOrder, TaskTerms } from '@porchlight/contract/task-query.ts'
import { finalStates, taskStates, taskTypes } from '@porchlight/contract/task-types.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import * as exports from '../export/queries.ts'
import * as orders from '../orders/queries.ts'
import { type FoundTask, findTasks } from './find-tasks.ts'
import * as queries from './queries.ts'
import { scopeOf } from './scope.ts'

/** Few values of everything, so that ties, empty groups, and pages that end within a group are frequent. */
const types = ['paperless', 'one-time-payment', 'outage-report', 'appointment'] as const
const searcher = { csrId: 'amara.okafor', timeZone: 'America/Los_Angeles' }

let app: TestApp
let allTasks: FoundTask[]
beforeAll(async () => {
  app = await createTestApp()
  await app.owner.unsafe(`
    INSERT INTO self_service_tasks (self_service_task_id, task_type, state, account_id, actor_kind, web_user_id, csr_id, email_address,
      ip_address, self_service_user_id, prepared_by_csr_id, payload, correlation_id, amount_cents, currency, created_at, updated_at,
      assigned_csr_id, assigned_csr_group)
    SELECT 1000 + i, (ARRAY['${types.join("','")}'])[1 + i * 7 % 4], (ARRAY['${taskStates.join("','")}'])[1 + i * i % 11],
      CASE i % 3 WHEN 0 THEN ${town.mariaAccount} WHEN 1 THEN ${town.otherAccount} END,
      CASE i % 5 WHEN 0 THEN 'csr' WHEN 1 THEN 'visitor' ELSE 'customer' END,
      CASE i % 5 WHEN 0 THEN 'tom.becker' WHEN 1 THEN NULL ELSE 'm.alvarez' END, CASE i % 5 WHEN 0 THEN 'tom.becker' END,
      CASE WHEN i % 5 > 1 THEN 'm@example.com' END, '192.0.2.1', CASE WHEN i % 5 > 1 THEN ${town.maria} END,
      CASE WHEN i % 5 > 1 AND i % 4 = 0 THEN 'tom.becker' END, '{}',
      ('00000000-0000-4000-8000-0000000000' || lpad((i % 30)::text, 2, '0'))::uuid,
      CASE WHEN i % 4 = 3 THEN i % 6 * 100 END, CASE WHEN i % 4 = 3 THEN 'USD' END,
      current_instant() - (i % 23) * interval '2 days 3 hours', current_instant() - (i % 13) * interval '1 hour 1 microsecond',
      CASE WHEN i % 7 = 0 THEN 'amara.okafor' END, CASE WHEN i % 7 = 1 THEN 'call-centre' END
    FROM generate_series(1, 400) i`)
  allTasks = (
    await findTasks(app.owner, await scopeOf(app.owner, {}, searcher), order('created'), page(1000))
  ).rows
})
afterAll(() => app.close())

const order = (sort: TaskOrder['sort'], direction: TaskOrder['direction'] = 'descending'): TaskOrder => ({
  sort,
  direction,
})
const page = (size: number, cursor?: string) => ({ size, cursor })

/** Returns whether a task passes the filters of a search, decided without the database. */
function passes(t: FoundTask, terms: TaskTerms): boolean {
  const isFinal = finalStates.some((state) => state === t.state)
  const checks: boolean[] = [
    !terms.taskTypes?.length || terms.taskTypes.some((type) => type === t.taskType),
    !terms.states?.length || terms.states.some((state) => state === t.state),
    terms.show === undefined ||
      terms.show === 'all' ||
      (!isFinal && (terms.show === 'non-final' || t.state !== 'draft')),
    terms.madeBy !== 'customer' || t.madeBy === 'customer',
    terms.madeBy !== 'csr' || t.madeBy === 'csr',
    terms.assigned !== 'me' || t.assignedTo === 'amara.okafor',
    terms.assigned !== 'my-groups' || t.assignedGroup === 'call-centre',
    terms.assigned !== 'nobody' || (t.assignedTo === null && t.assignedGroup === null),
    terms.leastCents === undefined || (t.amountCents !== null && t.amountCents >= terms.leastCents),
    terms.mostCents === undefined || (t.amountCents !== null && t.amountCents <= terms.mostCents),
    terms.accountId === undefined || t.accountId === terms.accountId,
    terms.webUserId === undefined || t.selfServiceUserId === terms.webUserId,
    terms.csrId === undefined || t.webUserId === terms.csrId || t.preparedBy === terms.csrId,
    terms.taskId === undefined || t.taskId === terms.taskId,
    terms.webUser === undefined || (terms.webUser === 'm.alv' && t.selfServiceUserId === town.maria),
    terms.correlationId === undefined || t.correlationId === terms.correlationId,
    terms.customerName === undefined ||
      t.accountId === town.mariaAccount ||
      t.selfServiceUserId === town.maria,
    terms.from === undefined || dayOf(t) >= terms.from,
    terms.to === undefined || dayOf(t) <= terms.to,
  ]
  return checks.every(Boolean)
}
const days = new Intl.DateTimeFormat('en-CA', { timeZone: searcher.timeZone })
const dayOf = (t: FoundTask) => days.format(t.createdAt)
const daysAgo = (n: number) => days.format(new Date(Date.now() - n * 864e5))

/** The order, without the database. */
function compare({ sort, direction }: TaskOrder) {
  const sign = direction === 'descending' ? -1 : 1
  const by = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0)
  const newest = (a: FoundTask, b: FoundTask) => by(b.createdKey, a.createdKey) || b.taskId - a.taskId
  const rank = (t: FoundTask) =>
    (sort === 'type' ? [...taskTypes].sort() : taskStates).findIndex((n) => n === t.taskType || n === t.state)
  return (a: FoundTask, b: FoundTask) => {
    if (sort === 'type' || sort === 'state') return sign * (rank(a) - rank(b)) || newest(a, b)
    const key = (t: FoundTask) =>
      sort === 'created' ? t.createdKey : sort === 'updated' ? t.updatedKey : (t.amountCents ?? 0)
    return sign * (by(key(a), key(b)) || a.taskId - b.taskId)
  }
}

const one = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 3 })
const searches = fc.record({
  taskTypes: fc.option(fc.subarray([...types]), { nil: undefined }),
  states: fc.option(fc.subarray([...taskStates]), { nil: undefined }),
  show: one('open', 'non-final', 'all'),
  madeBy: one('anyone', 'customer', 'csr'),
  assigned: one('me', 'my-groups', 'nobody'),
  leastCents: one(0, 100, 300),
  mostCents: one(200, 500),
  accountId: one<number>(town.mariaAccount, town.otherAccount),
  webUserId: one<number>(town.maria),
  csrId: one('tom.becker', 'nobody'),
  correlationId: one('00000000-0000-4000-8000-000000000003'),
  customerName: one('alvarez'),
  webUser: one('m.alv', '%nobody'),
  taskId: one(1003),
  from: one(daysAgo(20), daysAgo(40)),
  to: one(daysAgo(1), daysAgo(15)),
})

test('pages through any search in any order and page size, and returns each task once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      searches,
      fc.constantFrom(...taskSorts),
      fc.constantFrom('ascending' as const, 'descending' as const),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(0, 30, 5000),
      async (search, sort, direction, size, mostRead) => {
        const terms = JSON.parse(JSON.stringify(search)) as TaskTerms
        const scope = await scopeOf(app.owner, terms, searcher)
        const expected = allTasks
          .filter((t) => passes(t, terms) && (sort !== 'amount' || t.amountCents !== null))
          .sort(compare({ sort, direction }))
          .slice(0, size * 4)
        const ids: number[] = []
        let cursor: string | undefined
        for (let pages = 0; pages < 4; pages++) {
          const { rows, nextCursor } = await findTasks(
            app.owner,
            scope,
            { sort, direction },
            page(size, cursor),
            mostRead,
          )
          ids.push(...rows.map((row) => row.taskId))
          cursor = nextCursor ?? undefined
          if (cursor === undefined) break
        }
        expect(ids).toEqual(expected.map((t) => t.taskId))
      },
    ),
    { numRuns: 300 },
  )
})

test('the task query has fewer than 15 statements', () => {
  const statements = [queries, orders, exports].flatMap((module) => Object.values(module))
  expect(statements.length).toBeGreaterThan(5)
  expect(statements.length).toBeLessThan(15)
})
