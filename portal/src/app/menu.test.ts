import { expect, test } from 'vitest'
import { footLinks, headerLinks, parentLink } from './menu.ts'
import { translator } from './messages.ts'
import { pages } from './routes.ts'

type Reader = Parameters<typeof headerLinks>[0]
const pageAt = (path: string) => pages.find((page) => page.path === path)
const reader = (more: object) =>
  ({ t: translator('en'), path: '/', page: pageAt('/'), surroundings: null, ...more }) as unknown as Reader
const surroundings = { may: { 'password:change': 'ok' }, masquerade: null }

test('the header links to the pages of the account and marks the section of the current page', () => {
  const page = pageAt('/accounts/:accountId/bills/:billId')
  const links = headerLinks(reader({ surroundings, page, accountId: 1000000001 }))
  expect(links.slice(0, 5)).toEqual([
    { href: '/accounts/1000000001/overview', label: 'Overview', current: false },
    { href: '/accounts/1000000001/bills', label: 'Bills', current: true },
    { href: '/accounts/1000000001/usage', label: 'Usage', current: false },
    { href: '/accounts/1000000001/information', label: 'Account', current: false },
    { href: '/access', label: 'Access', current: false },
  ])
})

test('the header links to home and the pages that need no account; before sign-in it has no links', () => {
  const links = headerLinks(reader({ surroundings, accountId: undefined }))
  expect(links.map(({ href, current }) => [href, current])).toEqual([
    ['/', true],
    ['/access', false],
    ['/messages', false],
  ])
  expect(headerLinks(reader({ accountId: 1000000001 }))).toEqual([])
})

test('the link to the messages says how many are unread, and nothing where none is', () => {
  const labelOf = (unreadMessages: number) =>
    headerLinks(reader({ surroundings: { ...surroundings, unreadMessages } })).at(-1)?.label
  expect([labelOf(0), labelOf(3)]).toEqual(['Messages', 'Messages (3)'])
})

test('the footer says why a page cannot be opened; before sign-in it links to public pages only', () => {
  const hrefs = (more: object) => footLinks(reader(more)).map(({ href }) => href)
  expect(hrefs({})).toEqual(['/help'])
  expect(hrefs({ surroundings })).toEqual(['/help', '/access', '/password'])
  const refused = { may: { 'password:change': 'masquerade-never' }, masquerade: { tooltip: 'Not here.' } }
  expect(footLinks(reader({ surroundings: refused })).map((link) => link.disabledReason)).toEqual([
    undefined,
    undefined,
    'Not here.',
  ])
})

test('the link back leads to the declared parent, with its title; every parent is a page whose ids are known', () => {
  const t = translator('en')
  const link = (path: string, params: Record<string, string>) =>
    parentLink(reader({ page: pageAt(path), where: { params }, t }))
  expect(link('/accounts/:accountId/bills/:billId', { accountId: '1000000001', billId: '7' })).toEqual({
    href: '/accounts/1000000001/bills',
    label: 'Bills',
  })
  expect(link('/', {})).toBeUndefined()
  for (const { path, parent } of pages) {
    if (!parent) continue
    expect(pageAt(parent), `the parent of ${path}`).toBeDefined()
    expect(parent.match(/:\w+/g) ?? []).toEqual(
      (path.match(/:\w+/g) ?? []).slice(0, parent.match(/:\w+/g)?.length ?? 0),
    )
  }
})
