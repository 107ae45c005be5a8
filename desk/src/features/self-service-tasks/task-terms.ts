import type { TaskOrder, TaskTerms } from '@porchlight/contract/task-query.ts'
import { taskStates } from '@porchlight/contract/task-states.ts'
import { typedCents } from '@porchlight/contract/typed-cents.ts'
import { type TaskAddress, withoutGaps } from '#app/task-address.ts'
import { taskTypes } from '#app/task-types.ts'
import { typedTerms } from '#app/typed-terms.ts'

/** What was typed of persons and things: it lives in memory and in request bodies, never in an address. */
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

/** The question of an address and of what was typed, as the server takes it: it reads the number of a task by itself. */
export function termsOf({ sort: _, direction: _d, ...filters }: TaskAddress, typed: Typed): TaskTerms {
  const { taskId, ...texts } = typed
  return { ...filters, ...texts, ...(taskId !== undefined && { taskId: taskId as string & number }) }
}

/** Cents of an amount as a person writes it; undefined where nothing is written, NaN where it is none. */
export function centsOf(text: string): number | undefined {
  if (text.trim() === '') return undefined
  // The languages of the desk write amounts alike.
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
 * What a form asks, apart: what the address may carry, and what was typed. A web user that the address names stays until a part
 * of a user name is typed; the order stays.
 */
export function splitForm(form: FormData, { webUserId, sort, direction }: TaskAddress): Split {
  const single = typedTerms<Record<string, string | undefined>>(form, ['accountId', 'taskId'])
  const typed = withoutGaps<Typed>(
    Object.fromEntries(typedNames.map((name) => [name, single[name]])) as Typed,
  )
  const chosen = <T extends string>(name: string, names: readonly T[]) => {
    const known = names.filter((one) => form.getAll(name).includes(one))
    return known.length > 0 ? known : undefined
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

/** How many filters are set: what is typed, and what the address carries besides its order. */
export function countFilters({ sort: _, direction: _d, ...filters }: TaskAddress, typed: Typed): number {
  return Object.values({ ...filters, ...typed }).filter((value) => value !== undefined && value !== '').length
}
