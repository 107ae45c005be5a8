import { parseTaskAddress, type TaskAddress, taskQueryOf } from './task-address.ts'

/** Every screen of the desk, with the ids in its address. An address never contains a name or a search term. */
export type Route =
  | { name: 'home' }
  | { name: 'search' }
  | { name: 'account'; accountId: number; after?: string | undefined }
  | ({ name: 'tasks' } & TaskAddress)
  | { name: 'task'; taskId: number }
  | { name: 'masquerades' }
  | { name: 'masquerade'; masqueradeId: string }
  | { name: 'record'; accountId?: number | undefined; masqueradeId?: string | undefined }
  | { name: 'alerts' }
  | {
      name: 'to-dos'
      role?: string | undefined
      assigned?: 'anyone' | 'waiting' | 'mine' | 'nobody' | undefined
      show?: 'open' | 'done' | undefined
      priority?: number | undefined
    }
  | { name: 'settings' }
  | { name: 'what-i-may-do' }
  | { name: 'nothing-here' }

export type Show = 'open' | 'non-final' | 'all'

const accountIds = /^[1-9]\d{9}$/
const ids = /^[1-9]\d{0,15}$/
const masqueradeIds = /^[a-z2-7]{26}$/

const names = /^[a-z][a-z-]{0,59}$/

const numberIn = (text: string | null | undefined, form: RegExp) =>
  text && form.test(text) ? Number(text) : undefined
const textIn = (text: string | null | undefined, form: RegExp) => (text && form.test(text) ? text : undefined)

const oneOf = <const Name extends string>(text: string | null, known: readonly Name[]) =>
  known.find((name) => name === text)

/** Parses an address. Returns `nothing-here` for an unknown address. */
export function parseRoute(path: string, search = ''): Route {
  const [first = '', second, ...rest] = path.split('/').filter(Boolean)
  const query = new URLSearchParams(search)
  if (rest.length > 0) return { name: 'nothing-here' }
  if (second !== undefined) return parseDetail(first, second, query)
  switch (first) {
    case '':
      return { name: 'home' }
    case 'search':
    case 'masquerades':
    case 'alerts':
    case 'settings':
    case 'what-i-may-do':
      return { name: first }
    case 'tasks':
      return { name: first, ...parseTaskAddress(query) }
    case 'to-dos':
      return {
        name: first,
        role: textIn(query.get('role'), names),
        assigned: oneOf(query.get('assigned'), ['anyone', 'waiting', 'mine', 'nobody'] as const),
        show: oneOf(query.get('show'), ['open', 'done'] as const),
        priority: numberIn(query.get('priority'), /^[1-5]$/),
      }
    case 'record':
      return {
        name: first,
        accountId: numberIn(query.get('account'), accountIds),
        masqueradeId: textIn(query.get('masquerade'), masqueradeIds),
      }
    default:
      return { name: 'nothing-here' }
  }
}

function parseDetail(first: string, second: string, query: URLSearchParams): Route {
  const accountId = numberIn(second, accountIds)
  if (first === 'accounts' && accountId)
    return { name: 'account', accountId, after: textIn(query.get('after'), masqueradeIds) }
  const taskId = numberIn(second, ids)
  if (first === 'tasks' && taskId) return { name: 'task', taskId }
  const masqueradeId = textIn(second, masqueradeIds)
  if (first === 'masquerades' && masqueradeId) return { name: 'masquerade', masqueradeId }
  return { name: 'nothing-here' }
}

/** Returns the address of a screen. */
export function href(route: Route): string {
  switch (route.name) {
    case 'home':
    case 'nothing-here':
      return '/'
    case 'account':
      return `/accounts/${route.accountId}${queryOf({ after: route.after })}`
    case 'tasks':
      return `/tasks${queryOf(taskQueryOf(route))}`
    case 'task':
      return `/tasks/${route.taskId}`
    case 'masquerade':
      return `/masquerades/${route.masqueradeId}`
    case 'to-dos': {
      const { role, assigned, show, priority } = route
      return `/to-dos${queryOf({ role, assigned, show, priority })}`
    }
    case 'record':
      return `/record${queryOf({ account: route.accountId, masquerade: route.masqueradeId })}`
    default:
      return `/${route.name}`
  }
}

function queryOf(values: Record<string, string | number | undefined>): string {
  const known = Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  )
  return known.length > 0 ? `?${new URLSearchParams(known)}` : ''
}
