import { type TaskSort, taskAges, taskAssignments, taskSorts } from '@porchlight/contract/task-choices.ts'
import type { TaskFilters, TaskOrder } from '@porchlight/contract/task-query.ts'
import { taskStates } from '@porchlight/contract/task-states.ts'
import { taskTypes } from '@porchlight/contract/task-types.ts'

/** The content of a Self-Service Task Query address: ids, filters and the order. It never contains names or typed text. */
export type TaskAddress = TaskFilters & {
  sort?: TaskOrder['sort'] | undefined
  direction?: TaskOrder['direction'] | undefined
  accountId?: number | undefined
  webUserId?: number | undefined
}

const shows = ['open', 'non-final', 'all'] as const
const makers = ['anyone', 'customer', 'csr'] as const
const directions = ['ascending', 'descending'] as const

const oneOf = <const T extends string>(names: readonly T[], text: string | null | undefined) =>
  names.find((name) => name === text)
const someOf = <const T extends string>(names: readonly T[], text: string | null) => {
  const inAddress = (text ?? '').split(',')
  const chosen = names.filter((name) => inAddress.includes(name))
  return chosen.length > 0 ? chosen : undefined
}
const numberIn = (text: string | null, form: RegExp) => (text && form.test(text) ? Number(text) : undefined)
const dayIn = (text: string | null) => (text && /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined)

/** Removes undefined values, so that two equal addresses have the same fields. */
export const withoutGaps = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T

/** Parses an address. Leaves out unknown values. */
export function parseTaskAddress(query: URLSearchParams): TaskAddress {
  const [sort, direction] = (query.get('sort') ?? '').split('.')
  return withoutGaps<TaskAddress>({
    accountId: numberIn(query.get('account'), /^[1-9]\d{9}$/),
    webUserId: numberIn(query.get('web-user'), /^[1-9]\d{0,15}$/),
    show: oneOf(shows, query.get('show')),
    taskTypes: someOf(taskTypes, query.get('type')),
    states: someOf(taskStates, query.get('state')),
    madeBy: oneOf(makers, query.get('made-by')),
    assigned: oneOf(taskAssignments, query.get('assigned')),
    age: oneOf(taskAges, query.get('age')),
    from: dayIn(query.get('from')),
    to: dayIn(query.get('to')),
    leastCents: numberIn(query.get('at-least'), /^\d{1,14}$/),
    mostCents: numberIn(query.get('at-most'), /^\d{1,14}$/),
    sort: oneOf<TaskSort>(taskSorts, sort),
    direction: oneOf(directions, direction),
  })
}

/** Returns the query parameters of an address. */
export function taskQueryOf(address: TaskAddress): Record<string, string | number | undefined> {
  const { sort, direction } = address
  return {
    account: address.accountId,
    'web-user': address.webUserId,
    show: address.show,
    type: address.taskTypes?.join(',') || undefined,
    state: address.states?.join(',') || undefined,
    'made-by': address.madeBy,
    assigned: address.assigned,
    age: address.age,
    from: address.from,
    to: address.to,
    'at-least': address.leastCents,
    'at-most': address.mostCents,
    sort: sort && `${sort}.${direction ?? 'descending'}`,
  }
}
