import type { Page } from '@playwright/test'
import { pages } from '../../portal/src/app/routes.ts'
import type { ServerAddresses } from '../server.ts'

/** Maria has a house with electricity and gas, a guest, bills, open requests and support visits behind her. */
export const account = '/accounts/1000000016'

/** What a page's address needs beside the account: a query, or an id that a link on another page leads to. */
const more: Record<string, { query?: string; from?: string; link?: string }> = {
  '/reset-password': { query: '?key=x' },
  '/confirm-email': { query: '?key=x' },
  '/take-off': { query: '?key=x' },
  '/accounts/:accountId/bills/:billId': { from: `${account}/bills`, link: 'main a[href*="/bills/"]' },
  '/accounts/:accountId/requests/:taskId': {
    from: `${account}/requests`,
    link: 'main a[href*="/requests/"]',
  },
}

/** Pages that only somebody in the middle of something sees; journeys visit them. */
const inTheMiddle = ['/accounts/:accountId/payments/:taskId']

/** Returns an address of every page of the portal, and one of a page that is not there. `page` is signed in as Maria. */
export async function everyAddress(page: Page, addresses: ServerAddresses): Promise<string[]> {
  const found: string[] = []
  for (const { path } of pages) {
    if (inTheMiddle.includes(path)) continue
    const { query = '', from, link } = more[path] ?? {}
    if (from && link) {
      await page.goto(`${addresses.portal}${from}`)
      found.push((await page.locator(link).first().getAttribute('href')) ?? '')
    } else found.push(path.replace('/accounts/:accountId', account) + query)
  }
  const unknown = found.filter((address) => address.includes(':') || address === '')
  if (unknown.length > 0) throw new Error(`portal-routes.ts does not know how to open ${unknown.join(', ')}`)
  return [...found, '/nowhere']
}
