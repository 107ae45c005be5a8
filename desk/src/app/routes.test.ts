import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstViews } from './first-views.generated.ts'
import { laterViews } from './later-views.generated.ts'
import { href, parseRoute, type Route, screens } from './routes.ts'

const masqueradeId = 'abcdefghijklmnopqrstuvwxyz'.slice(0, 24).concat('27')
/** Every screen whose address is its path alone, and the others with ids and with query parameters. */
const routes: Route[] = [
  ...screens
    .filter(({ path, query }) => !path.includes(':') && !query)
    .map(({ name }) => ({ name }) as Route),
  { name: 'account', accountId: 4021778801 },
  { name: 'account', accountId: 4021778801, after: masqueradeId },
  { name: 'person-data', accountId: 4021778801, personId: 500001 },
  { name: 'tasks' },
  { name: 'tasks', accountId: 4021778801, webUserId: 7, show: 'non-final' },
  { name: 'task', taskId: 5512 },
  { name: 'masquerade', masqueradeId },
  { name: 'record', accountId: 4021778801, masqueradeId },
  { name: 'record', webUserId: 20001 },
  { name: 'record-of-csr' },
  { name: 'record-of-csr', csrId: 'amara.okafor' },
  { name: 'record-of-csr', csrId: 'amara.okafor', from: '2026-03-01', to: '2026-03-28' },
  {
    name: 'record',
    accountId: 4021778801,
    by: 'staff',
    event: 'refused',
    from: '2026-03-01',
    to: '2026-03-28',
  },
  { name: 'access-report', from: '2026-03-01', to: '2026-03-28' },
  { name: 'record-of-customer' },
  { name: 'record-of-customer', personId: 500001 },
  { name: 'to-dos' },
  { name: 'to-dos', role: 'payments', assigned: 'mine', show: 'done', priority: 2 },
]

test.each(routes)('parses the address of $name into the same route', (route) => {
  const { pathname, search } = new URL(href(route), 'https://desk.example')
  expect(parseRoute(pathname, search)).toEqual(route)
})

test.each([
  ['/accounts/123', 'an account has ten digits'],
  ['/accounts/4021778801/bills', 'nothing below an account'],
  ['/tasks/0', 'no task has the number nought'],
  ['/tasks/12a', 'a number'],
  ['/masquerades/4021778801', 'no masquerade has such an id'],
  ['/sign-in', 'the server’s own'],
  ['/somewhere', 'unknown'],
])('%s: %s', (path) => {
  expect(parseRoute(path)).toEqual({ name: 'nothing-here' })
})

test('leaves out invalid values of an address', () => {
  expect(parseRoute('/tasks', '?account=1&web-user=x&show=some')).toEqual({ name: 'tasks' })
  expect(parseRoute('/access-report', '?from=2026-13-01&to=yesterday')).toEqual({ name: 'access-report' })
  expect(parseRoute('/accounts/4021778801', '?after=<script>')).toEqual({
    name: 'account',
    accountId: 4021778801,
  })
})

test('ignores a slash at the end', () => {
  expect(parseRoute('/settings/')).toEqual({ name: 'settings' })
})

test('declares each screen and each address once, and has one component for each screen', () => {
  const names = screens.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  const addresses = screens.map(({ path }) => path.replace(/:\w+/g, ':id'))
  expect(new Set(addresses).size).toBe(addresses.length)
  const views = [...Object.values(firstViews), ...Object.values(laterViews)].map(({ name }) => name)
  expect(views.sort()).toEqual(names.sort())
})

test('has a reader for each id of a path, and a section that is in the header', () => {
  for (const { path, ids, section } of screens) {
    expect(Object.keys(ids)).toEqual([...path.matchAll(/:(\w+)/g)].map(([, id]) => id))
    if (section) expect(screens.find(({ name }) => name === section)?.menu?.place).toBe('header')
  }
})

test('reads any address as a screen or as none, and the address of that screen as the same screen', () => {
  const part = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('1', '4021778801', masqueradeId))
  const paths = screens.map(({ path }) => path)
  const names = [
    'role',
    'assigned',
    'show',
    'priority',
    'account',
    'masquerade',
    'after',
    'type',
    'sort',
    'from',
  ]
  const address = fc.tuple(
    fc.constantFrom(...paths),
    part,
    fc.array(fc.tuple(fc.constantFrom(...names), part)),
  )
  fc.assert(
    fc.property(address, ([path, id, query]) => {
      const route = parseRoute(
        path.replace(/:\w+/g, () => id),
        `?${new URLSearchParams(query)}`,
      )
      if (route.name === 'nothing-here') return
      const { pathname, search } = new URL(href(route), 'https://desk.example')
      expect(parseRoute(pathname, search)).toEqual(route)
    }),
  )
})
