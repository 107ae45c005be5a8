import { mostPersonsNamed } from '@porchlight/contract/task-choices.ts'
import type { TaskTerms } from '@porchlight/contract/task-query.ts'
import { finalStates, taskStates, taskTypes } from '@porchlight/contract/task-types.ts'
import type { Sql } from '#database/sql.ts'
import { likePattern, personsNamed } from '#features/customer-search/index.ts'
import { groupsOfCsr } from '#features/desk/index.ts'
import { ownersOfPersons, periodOf, webUsersCalled } from './queries.ts'
import type { Subject } from './subjects.ts'

/** The CSR who searches, and the utility's time zone. */
export type Searcher = { csrId: string; timeZone: string }

/** Beyond every amount and identifier, in either direction. */
export const utmost = 9e15

/** A search for tasks, as the statements take it. */
export type Scope = Awaited<ReturnType<typeof scopeOf>>

/** Returns the chosen states, without those that `show` leaves out. */
export function statesOf({ states, show }: Pick<TaskTerms, 'states' | 'show'>): string[] {
  const shown = taskStates.filter(
    (state) =>
      show === undefined ||
      show === 'all' ||
      (!finalStates.includes(state) && (show === 'non-final' || state !== 'draft')),
  )
  return states && states.length > 0 ? shown.filter((state) => states.includes(state)) : shown
}

/** Looks up the persons of a name, the web users of a user name's beginning, and the CSR's own groups. */
async function lookUp(sql: Sql, terms: TaskTerms, { csrId }: Searcher) {
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
    webUserPersons: called?.slice(0, most).map((row) => row.personId) ?? [],
    personsAccounts: owners?.accounts ?? null,
    personsWebUsers: owners?.webUsers ?? null,
    webUsers: webUserId === undefined ? (ids ?? null) : (ids ?? [webUserId]).filter((id) => id === webUserId),
    groups: groups.map(({ csrGroup }) => csrGroup),
    isNameCut: (named?.length ?? 0) > most || (called?.length ?? 0) > most,
  }
}

/** Whose or which tasks: null where the search does not say. */
type Subjects = {
  taskId: number | null
  correlationId: string | null
  accountId: number | null
  webUsers: number[] | null
  personsAccounts: number[] | null
  personsWebUsers: number[] | null
  csrId: string | null
  assignedTo: string | null
  assignedGroups: string[] | null
}

/** Returns the subject that finds the fewest tasks; undefined where the search names none. */
function subjectOf(subjects: Subjects): Subject | undefined {
  if (subjects.taskId !== null) return 'task'
  if (subjects.correlationId !== null) return 'correlation'
  if (subjects.accountId !== null) return 'account'
  if (subjects.webUsers !== null) return 'web-users'
  if (subjects.personsAccounts !== null) return 'persons'
  if (subjects.csrId !== null) return 'csr'
  if (subjects.assignedGroups !== null) return 'assignee'
  return undefined
}

const makers = { customer: ['customer'], csr: ['csr', 'masquerade'], anyone: null }
const byCsr = { customer: [false], csr: [true], anyone: [false, true] }

/** Looks up what a search names, and turns the search into the parameters of the statements. */
export async function scopeOf(sql: Sql, terms: TaskTerms, searcher: Searcher) {
  const { from = null, to = null, age = null, madeBy = 'anyone', assigned } = terms
  const { timeZone, csrId } = searcher
  const { persons, webUserPersons, groups, isNameCut, ...names } = await lookUp(sql, terms, searcher)
  const { since, until, ...ages } = await periodOf.one(sql, { from, to, age, timeZone })
  const states = statesOf(terms)
  const chosenTypes = terms.taskTypes?.length ? terms.taskTypes : taskTypes
  // Each once: a group that is named twice would give its tasks twice.
  const types: string[] = [...new Set(chosenTypes)].sort()
  const isFinal = (state: string) => finalStates.some((final) => final === state)
  const isMine = assigned === 'me' || assigned === 'my-groups'
  const subjects: Subjects = {
    ...names,
    taskId: terms.taskId ?? null,
    correlationId: terms.correlationId ?? null,
    accountId: terms.accountId ?? null,
    csrId: terms.csrId || null,
    assignedTo: assigned === 'me' ? csrId : null,
    assignedGroups: isMine ? groups : null,
  }
  return {
    isNameCut,
    /** The persons of the customer's name; empty where the search names none. */
    persons,
    /** The persons of the web users whose user names begin as asked; empty where the search asks for none. */
    webUserPersons,
    /** When each age of the counts begins. */
    ages,
    states,
    types,
    subject: subjectOf(subjects),
    filters: {
      states,
      anyFinal: states.some(isFinal),
      anyUnfinished: !states.every(isFinal),
      anyState: states.length === taskStates.length,
      types,
      anyType: types.length === taskTypes.length,
      byCsr: byCsr[madeBy],
      actorKinds: makers[madeBy],
      since,
      until,
      leastCents: terms.leastCents ?? -utmost,
      mostCents: terms.mostCents ?? utmost,
      anyAmount: terms.leastCents === undefined && terms.mostCents === undefined,
      unassigned: assigned === 'nobody' ? true : null,
      ...subjects,
    },
  }
}
