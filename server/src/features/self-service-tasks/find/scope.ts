import { mostPersonsNamed } from '@porchlight/contract/task-choices.ts'
import type { TaskTerms } from '@porchlight/contract/task-query.ts'
import { finalStates, taskStates, taskTypes } from '@porchlight/contract/task-types.ts'
import type { Sql } from '#database/sql.ts'
import { likePattern, personsNamed } from '#features/customer-search/index.ts'
import { groupsOfCsr, ownersOfPersons, periodOf, webUsersCalled } from './queries.ts'

/** Who asks, and where. */
export type Asker = { csrId: string; timeZone: string }

/** Beyond every amount, identifier and instant of a cursor, in either direction. */
export const utmost = 9e15

/** A question as the statements take it. */
export type Scope = Awaited<ReturnType<typeof scopeOf>>

/** Which states are asked for: chosen ones, or those that are open or not final, or both. */
export function statesOf({ states, show }: Pick<TaskTerms, 'states' | 'show'>): string[] {
  const shown = taskStates.filter(
    (state) =>
      show === undefined ||
      show === 'all' ||
      (!finalStates.includes(state) && (show === 'non-final' || state !== 'draft')),
  )
  return states && states.length > 0 ? shown.filter((state) => states.includes(state)) : shown
}

/** The keys of what a question names: the persons of a name, the web users of a part of a user name, the CSR's own groups. */
async function namedBy(sql: Sql, terms: TaskTerms, { csrId }: Asker) {
  const { customerName = '', webUser = '', webUserId, assigned } = terms
  const most = mostPersonsNamed
  const named = customerName === '' ? null : await personsNamed(sql, customerName, most + 1)
  const persons = named?.slice(0, most)
  const owners = persons && (await ownersOfPersons.one(sql, { persons }))
  const called =
    webUser === '' ? null : await webUsersCalled(sql, { pattern: likePattern(webUser), most: most + 1 })
  const ids = called?.slice(0, most).map((row) => row.webUserId)
  const groups = assigned === 'my-groups' ? await groupsOfCsr(sql, { csrId }) : []
  return {
    persons: persons ?? [],
    owners,
    webUsers: webUserId === undefined ? ids : ids ? ids.filter((id) => id === webUserId) : [webUserId],
    groups: groups.map(({ csrGroup }) => csrGroup),
    isNameCut: (named?.length ?? 0) > most || (called?.length ?? 0) > most,
  }
}

/** Reads what a question needs to be asked, and turns it into what the statements take. */
export async function scopeOf(sql: Sql, terms: TaskTerms, asker: Asker) {
  const { from = null, to = null, age = null, madeBy, assigned } = terms
  const [named, period] = [
    await namedBy(sql, terms, asker),
    await periodOf.one(sql, { from, to, age, timeZone: asker.timeZone }),
  ]
  const states = statesOf(terms)
  const types = terms.taskTypes && terms.taskTypes.length > 0 ? terms.taskTypes : taskTypes
  const anyAmount = terms.leastCents === undefined && terms.mostCents === undefined
  const by = {
    byTask: terms.taskId ?? null,
    byCorrelation: terms.correlationId ?? null,
    byAccounts: terms.accountId === undefined ? null : [terms.accountId],
    byWebUsers: named.webUsers ?? null,
    byCsrId: terms.csrId || null,
  }
  const isMine = assigned === 'me' || assigned === 'my-groups'
  const assignedTo = assigned === 'me' ? asker.csrId : null
  const narrowing = {
    since: period.since,
    until: period.until,
    leastCents: terms.leastCents ?? -utmost,
    mostCents: terms.mostCents ?? utmost,
    anyAmount,
    byCustomer: madeBy === 'customer' ? true : null,
    unassigned: assigned === 'nobody' ? true : null,
  }
  return {
    period,
    isNameCut: named.isNameCut,
    /** Who is called what was asked for; empty where no name was. */
    persons: named.persons,
    hasPeriod: from !== null || to !== null || age !== null,
    states,
    types: [...types].sort() as string[],
    makers: madeBy === 'csr' ? ['true'] : madeBy === 'customer' ? ['false'] : ['false', 'true'],
    byCsr: madeBy === 'csr' ? true : madeBy === 'customer' ? false : null,
    isAnyState: states.length === taskStates.length,
    isAnyType: types.length === taskTypes.length,
    /** Whether nothing final is asked for: that has indexes of its own. */
    isUnfinished: states.every((state) => !finalStates.some((final) => final === state)),
    narrowing,
    /** Whether rows have to be looked at, beside their order's index. */
    isNarrow: !anyAmount || narrowing.byCustomer !== null || narrowing.unassigned !== null,
    set: setOf(by, named.owners, isMine ? { assignedTo, assignedGroups: named.groups } : null),
  }
}

type By = {
  byTask: number | null
  byCorrelation: string | null
  byAccounts: number[] | null
  byWebUsers: number[] | null
  byCsrId: string | null
}
type Owners = { accounts: number[]; webUsers: number[] } | undefined
type Assigned = { assignedTo: string | null; assignedGroups: string[] } | null

/**
 * By what the tasks are found, where something finds few of them: the first of these that was asked for, the others narrowing it
 * down. Undefined where nothing does.
 */
function setOf(by: By, owners: Owners, assigned: Assigned) {
  const none = {
    byTask: null,
    byCorrelation: null,
    byAccounts: null,
    byWebUsers: null,
    byCsrId: null,
    byAssigned: null,
    byGroups: null,
  }
  const others = {
    onAccount: by.byAccounts?.[0] ?? null,
    ofWebUsers: by.byWebUsers,
    ofPersonsAccounts: owners?.accounts ?? null,
    ofPersonsWebUsers: owners?.webUsers ?? null,
    ofCsr: by.byCsrId,
    ofCorrelation: by.byCorrelation,
    ofAssigned: assigned ? true : null,
    assignedTo: assigned?.assignedTo ?? null,
    assignedGroups: assigned?.assignedGroups ?? null,
  }
  const of = (found: Partial<typeof foundBy>, done: Partial<typeof others>) => {
    const rest = { ...others, ...done }
    return { ...none, ...found, ...rest, isAlone: Object.values(rest).every((value) => value === null) }
  }
  const foundBy = { ...by, byAssigned: '' as string | null, byGroups: [] as string[] | null }
  if (by.byTask !== null) return of({ byTask: by.byTask }, {})
  if (by.byCorrelation !== null) return of({ byCorrelation: by.byCorrelation }, { ofCorrelation: null })
  if (by.byAccounts) return of({ byAccounts: by.byAccounts }, { onAccount: null })
  if (by.byWebUsers) return of({ byWebUsers: by.byWebUsers }, { ofWebUsers: null })
  if (owners)
    return of(
      { byAccounts: owners.accounts, byWebUsers: owners.webUsers },
      { ofPersonsAccounts: null, ofPersonsWebUsers: null },
    )
  if (by.byCsrId !== null) return of({ byCsrId: by.byCsrId }, { ofCsr: null })
  if (assigned)
    return of(
      { byAssigned: assigned.assignedTo, byGroups: assigned.assignedGroups },
      { ofAssigned: null, assignedTo: null, assignedGroups: null },
    )
  return undefined
}
