import type { TaskOrder, TaskTerms } from '@porchlight/contract/task-query.ts'
import { taskStates } from '@porchlight/contract/task-states.ts'
import { taskTypes } from '@porchlight/contract/task-types.ts'
import { typedCents } from '@porchlight/contract/typed-cents.ts'
import { type TaskAddress, withoutGaps } from '#app/task-address.ts'
import { typedTerms } from '#app/typed-terms.ts'

/** Typed filters. They can be personal data, so only memory and request bodies contain them, never an address. */
export type Typed = {
  customerName?: string
  taskId?: string
  webUser?: string
  csrId?: string
  correlationId?: string
}

export const usualOrder: TaskOrder = { sort: 'created', direction: 'descending' }

export const orderOf = ({ sort, direction }: TaskAddress): TaskOrder => ({
  sort: sort ?? usualOrder.sort,
  direction: direction ?? usualOrder.direction,
})

/** Returns the question of an address and of what was typed, as the server takes it: it reads the number of a task by itself. */
export function termsOf({ sort: _, direction: _d, ...filters }: TaskAddress, typed: Typed): TaskTerms {
  const { taskId, ...texts } = typed
  return { ...filters, ...texts, ...(taskId !== undefined && { taskId: taskId as string & number }) }
}

/** Returns the cents of a typed amount; undefined for an empty field, NaN for an invalid amount. */
export function centsOf(text: string): number | undefined {
  if (text.trim() === '') return undefined
  // Both languages of the desk write amounts in the same way.
  const cents = typedCents(text, 'en')
  return typeof cents === 'number' ? cents : Number.NaN
}

const typedNames = ['customerName', 'taskId', 'webUser', 'csrId', 'correlationId'] as const

export type Split = {
  address: TaskAddress
  typed: Typed
  /** Fields that no address can carry as they are. */
  wrong: readonly string[]
}

/**
 * Splits the form's filters into those that the address can contain and those that were typed. Keeps the web user of the address
 * until a part of a user name is typed. Keeps the order.
 */
export function splitForm(form: FormData, { webUserId, sort, direction }: TaskAddress): Split {
  const single = typedTerms<Record<string, string | undefined>>(form, ['accountId', 'taskId'])
  const typed = withoutGaps<Typed>(
    Object.fromEntries(typedNames.map((name) => [name, single[name]])) as Typed,
  )
  const chosen = <T extends string>(name: string, names: readonly T[]) => {
    const chosen = names.filter((one) => form.getAll(name).includes(one))
    return chosen.length > 0 ? chosen : undefined
  }
  const unusual = (name: string, usual: string) => (single[name] === usual ? undefined : single[name])
  const accountId = single.accountId === undefined ? undefined : Number(single.accountId)
  const leastCents = centsOf(single.leastCents ?? '')
  const mostCents = centsOf(single.mostCents ?? '')
  const problems = {
    accountId: single.accountId !== undefined && !/^[1-9]\d{9}$/.test(single.accountId),
    leastCents: Number.isNaN(leastCents),
    mostCents: Number.isNaN(mostCents),
  }
  const address = withoutGaps({
    accountId,
    webUserId: typed.webUser ? undefined : webUserId,
    show: unusual('show', 'all'),
    taskTypes: chosen('taskTypes', taskTypes),
    states: chosen('states', taskStates),
    madeBy: unusual('madeBy', 'anyone'),
    assigned: unusual('assigned', 'anyone'),
    age: single.age,
    from: single.from,
    to: single.to,
    leastCents,
    mostCents,
    sort,
    direction,
  }) as TaskAddress
  return { address, typed, wrong: Object.entries(problems).flatMap(([name, is]) => (is ? [name] : [])) }
}

/** Counts the filters: the typed ones and those of the address, without its order. */
export function countFilters({ sort: _, direction: _d, ...filters }: TaskAddress, typed: Typed): number {
  return Object.values({ ...filters, ...typed }).filter((value) => value !== undefined && value !== '').length
}
