import type { api } from '@porchlight/contract/api.ts'
import { taskStates } from '@porchlight/contract/task-states.ts'
import type { z } from 'zod'
import { filled } from './fill-tasks.ts'

export type Body = z.input<(typeof api)['queryTasks']['body']>

const daysAgo = (days: number) => new Date(Date.now() - days * 864e5).toISOString().slice(0, 10)
const sorts = ['created', 'updated', 'type', 'state', 'amount'] as const
const directions = ['descending', 'ascending'] as const
const month = { from: daysAgo(330), to: daysAgo(300) }
const notCompleted = taskStates.filter((state) => state !== 'completed')

/** The common queries of CSRs: every order over all tasks, every filter alone, and open tasks in every order. Limit: 20 ms. */
export const commonSearches = (some: { correlationId: string }): Record<string, Body> => ({
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
  ...Object.fromEntries(sorts.map((sort) => [`open by ${sort}`, { show: 'open', sort }])),
  'open, oldest first': { show: 'open', sort: 'created', direction: 'ascending' },
  'open, unchanged for longest': { show: 'open', sort: 'updated', direction: 'ascending' },
  'open, of a type': { show: 'open', taskTypes: ['service-stop'] },
  'open, by CSRs': { show: 'open', madeBy: 'csr' },
  'open, assigned to nobody': { show: 'open', assigned: 'nobody' },
  'not final': { show: 'non-final' },
  'by customers': { madeBy: 'customer' },
  'by CSRs': { madeBy: 'csr' },
  'assigned to me': { assigned: 'me' },
  'assigned to my groups': { assigned: 'my-groups' },
  'assigned to nobody': { assigned: 'nobody' },
  'a day': { from: daysAgo(3), to: daysAgo(3) },
  'a day long ago': { from: daysAgo(300), to: daysAgo(300) },
  'a month long ago': month,
  'age over 30 days': { age: 'over-30', show: 'open' },
  'amounts, many': { leastCents: 5000, mostCents: 20_000 },
  'amounts, few': { leastCents: 400_000 },
  'a month long ago by last change': { ...month, sort: 'updated' },
  'half a year long ago by last change': { from: daysAgo(360), to: daysAgo(180), sort: 'updated' },
})

/** Combinations of filters and orders that are rare and that no single index serves. Limit: 100 ms. */
export const rareSearches: Record<string, Body> = {
  'error by amount': { states: ['error'], sort: 'amount' },
  'error by last change': { states: ['error'], sort: 'updated', direction: 'ascending' },
  'rejected, oldest first': { states: ['rejected'], sort: 'created', direction: 'ascending' },
  'all but completed, unchanged for longest': {
    states: notCompleted,
    sort: 'updated',
    direction: 'ascending',
  },
  'all but completed, oldest first': { states: notCompleted, sort: 'created', direction: 'ascending' },
  'discarded, unchanged for longest': { states: ['discarded'], sort: 'updated', direction: 'ascending' },
  'discarded, oldest first': { states: ['discarded'], sort: 'created', direction: 'ascending' },
  'a popular type by last change': { taskTypes: ['login-change'], sort: 'updated' },
  'a rare type by last change': { taskTypes: ['guest-remove'], sort: 'updated' },
  'CSR with a tenth by last change': { csrId: 'agent1', sort: 'updated' },
  'CSR with a tenth by amount': { csrId: 'agent1', sort: 'amount' },
  'CSR with a tenth by type': { csrId: 'agent1', sort: 'type' },
  'CSR with a tenth, in error': { csrId: 'agent1', states: ['error'] },
  'CSR with a tenth, one type': { csrId: 'agent1', taskTypes: ['paperless'] },
  'name of 300 by amount': { customerName: 'smith', sort: 'amount' },
  'name of 300 by last change': { customerName: 'smith', sort: 'updated' },
  'name of 300, open': { customerName: 'smith', show: 'open' },
  'amounts, few, by type': { leastCents: 400_000, sort: 'type', direction: 'ascending' },
  'amounts, many, by type': { leastCents: 5000, sort: 'type', direction: 'ascending' },
  'amounts, many, by last change': { leastCents: 5000, sort: 'updated' },
  'amounts, many, oldest first': { leastCents: 5000, sort: 'created', direction: 'ascending' },
  'rejected with amounts by last change': { states: ['rejected'], leastCents: 5000, sort: 'updated' },
  'a day long ago by amount': { from: daysAgo(300), to: daysAgo(300), sort: 'amount' },
  'a month long ago by amount': { ...month, sort: 'amount' },
  'a month long ago, by CSRs, by last change': { ...month, madeBy: 'csr', sort: 'updated' },
  'a type that CSRs never make, by CSRs': { taskTypes: ['login-change'], madeBy: 'csr', sort: 'updated' },
}
