import type { api } from '@porchlight/contract/api.ts'
import type { z } from 'zod'
import type { openBenchApp } from '../bench-app.ts'
import { type Figures, measure } from '../measure.ts'
import { filled, fillTasks } from './fill-tasks.ts'

type Body = z.input<(typeof api)['queryTasks']['body']>
type BenchApp = Awaited<ReturnType<typeof openBenchApp>>

const daysAgo = (days: number) => new Date(Date.now() - days * 864e5).toISOString().slice(0, 10)
const sorts = ['created', 'updated', 'type', 'state', 'amount'] as const
const directions = ['descending', 'ascending'] as const

/** Every filter alone in the usual order; every order over everything; and the questions that are worst for an order. */
const questions = (some: { correlationId: string }): Record<string, Body> => ({
  'no filter': {},
  ...Object.fromEntries(
    sorts.flatMap((sort) =>
      directions.map((direction) => [`sort ${sort} ${direction}`, { sort, direction }]),
    ),
  ),
  'task id': { taskId: filled.task + 1234 },
  account: { accountId: filled.account + 77 },
  'account with thousands': { accountId: filled.account + 1 },
  'web user id': { webUserId: filled.webUser + 55 },
  'part of a user name': { webUser: 'user777' },
  'correlation id': some,
  'customer name': { customerName: 'rosa denberg' },
  'customer name of 300': { customerName: 'smith' },
  'CSR with a tenth': { csrId: 'agent1' },
  CSR: { csrId: 'agent40' },
  'one type': { taskTypes: ['meter-reading'] },
  'three types': { taskTypes: ['paperless', 'service-stop', 'guest-remove'] },
  'one state': { states: ['error'] },
  'two states': { states: ['completed', 'rejected'] },
  open: { show: 'open' },
  'not final': { show: 'non-final' },
  'by customers': { madeBy: 'customer' },
  'by CSRs': { madeBy: 'csr' },
  'assigned to me': { assigned: 'me' },
  'assigned to my groups': { assigned: 'my-groups' },
  'assigned to nobody': { assigned: 'nobody' },
  'a day': { from: daysAgo(3), to: daysAgo(3) },
  'a day long ago': { from: daysAgo(300), to: daysAgo(300) },
  'a month long ago': { from: daysAgo(330), to: daysAgo(300) },
  'age over 30 days': { age: 'over-30', show: 'open' },
  'amounts, many': { leastCents: 5000, mostCents: 20_000 },
  'amounts, few': { leastCents: 400_000 },
  'error by amount': { states: ['error'], sort: 'amount' },
  'error by last change': { states: ['error'], sort: 'updated', direction: 'ascending' },
  'CSR with a tenth by last change': { csrId: 'agent1', sort: 'updated' },
  'CSR with a tenth, in error': { csrId: 'agent1', states: ['error'] },
  'name of 300 by amount': { customerName: 'smith', sort: 'amount' },
  'name of 300, open': { customerName: 'smith', show: 'open' },
  'amounts, few, by type': { leastCents: 400_000, sort: 'type', direction: 'ascending' },
  'amounts, many, by type': { leastCents: 5000, sort: 'type', direction: 'ascending' },
  'amounts, many, by last change': { leastCents: 5000, sort: 'updated' },
  'a day long ago by amount': { from: daysAgo(300), to: daysAgo(300), sort: 'amount' },
  'a month long ago by last change': { from: daysAgo(330), to: daysAgo(300), sort: 'updated' },
  'half a year long ago by last change': { from: daysAgo(360), to: daysAgo(180), sort: 'updated' },
  'a month long ago by amount': { from: daysAgo(330), to: daysAgo(300), sort: 'amount' },
  'a type that CSRs never make, by CSRs': { taskTypes: ['login-change'], madeBy: 'csr', sort: 'updated' },
})

/** Pages into the list at which the deep figures are taken. */
const deep = 200

/**
 * How long the Self-Service Task Query takes among so many tasks, through HTTP and with everything that a request does besides:
 * session, decision, record. One client. `deep`: the page after ten thousand rows, by its cursor.
 * @returns the percentile 95 of each question in milliseconds, and all figures
 */
export async function measureTaskQueries(app: BenchApp, count = 1_000_000, runs = 60) {
  await fillTasks(app.owner, count)
  await app.owner`INSERT INTO group_memberships (csr_group, csr_id) VALUES ('supervisors', 'agent1')`
  const headers = await app.signedIn('desk', 'agent1')
  const post = async (path: string, body: object) => {
    const answer = await app.send(
      app.origins.desk,
      'POST',
      `/api/desk/self-service-tasks/${path}`,
      headers,
      JSON.stringify(body),
    )
    if (answer.status !== 200) throw new Error(`${JSON.stringify(body)}: ${answer.status} ${answer.text}`)
    return JSON.parse(answer.text) as { tasks: unknown[]; nextCursor: string | null }
  }
  const [some] =
    await app.owner`SELECT correlation_id FROM self_service_tasks WHERE self_service_task_id = ${filled.task + 4321}`
  const figures: Record<string, Figures & { rows: number }> = {}
  for (const [name, body] of Object.entries(questions({ correlationId: String(some?.correlationId) }))) {
    const first = await post('query', body)
    figures[name] = { ...(await measure(runs, () => post('query', body))), rows: first.tasks.length }
    if (!name.startsWith('sort ')) continue
    let cursor = first.nextCursor
    for (let page = 1; page < deep && cursor !== null; page++)
      cursor = (await post('query', { ...body, cursor })).nextCursor
    figures[`${name}, deep`] = {
      ...(await measure(runs, () => post('query', { ...body, cursor }))),
      rows: first.tasks.length,
    }
  }
  for (const [name, body] of Object.entries({
    'counts of everything': {},
    'counts of a name of 300': { customerName: 'smith' },
  }))
    figures[name] = { ...(await measure(runs, () => post('count', body))), rows: 0 }
  const query_p95_ms = Object.fromEntries(Object.entries(figures).map(([name, { p95 }]) => [name, p95]))
  return { query_p95_ms, figures }
}
