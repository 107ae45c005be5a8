import type { Page } from '@playwright/test'
import { pages } from '../../portal/src/app/routes.ts'
import { castCustomer } from '../customers.ts'
import type { ServerAddresses } from '../server.ts'

/** Maria has a house with electricity and gas, a guest, bills, open requests and support visits behind her. */
export const account = `/accounts/${castCustomer('m.alvarez').accountId}`

/** What a page's address needs beside the account: a query, or an id that a link on another page leads to. */
const more: Record<string, { query?: string; from?: string; link?: string }> = {
  '/reset-password': { query: '?key=x' },
  '/confirm-email': { query: '?key=x' },
  '/notice-off': { query: '?what=bill-ready.email&key=x' },
  '/take-off': { query: '?key=x' },
  '/register/finish': { query: '?key=x' },
  '/guest-invitation': { query: '?key=x' },
  // The demo has registered this company.
  '/data-access/authorize': {
    query: `?${new URLSearchParams({
      client_id: 'sunny-side',
      redirect_uri: 'https://sunny-side.example/connected',
      response_type: 'code',
      scope: 'usage',
      state: 's',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    })}`,
  },
  '/accounts/:accountId/people/:guestId/role': {
    from: `${account}/people`,
    link: 'main a[href$="/role"]',
  },
  '/accounts/:accountId/bills/:billId': { from: `${account}/bills`, link: 'main a[href*="/bills/"]' },
  '/accounts/:accountId/requests/:taskId': {
    from: `${account}/requests`,
    link: 'main a[href*="/requests/"]',
  },
  '/accounts/:accountId/bank-accounts/:bankAccountId': {
    from: `${account}/bank-accounts`,
    link: 'main a[href*="/bank-accounts/9"]',
  },
  '/accounts/:accountId/bank-payments/:taskId': {
    from: `${account}/pay-by-bank`,
    link: 'main a[href*="/bank-payments/"]',
  },
}

/** Pages that only somebody in the middle of something sees; journeys visit them. */
const inTheMiddle = [
  '/accounts/:accountId/payments/:taskId',
  '/prepared-changes/:taskId',
  '/accept-invitation',
  '/data-access/given/:dataGrantId',
]

/** A page to visit: its path, as the portal declares it, and whether customers or strangers read it. */
export type Visit = { path: string; isSignedIn: boolean }

/** Every page of the portal, and two states and an unknown address beside. */
export const visits: readonly Visit[] = [
  ...pages.flatMap(({ path, isPublic, isForAll }) =>
    inTheMiddle.includes(path) ? [] : [{ path, isSignedIn: !isPublic || isForAll === true }],
  ),
  { path: '/sign-in?notice=failed-attempts&count=3&at=2026-11-30T10:00:00.000Z', isSignedIn: false },
  { path: '/reset-password?welcome=&key=x', isSignedIn: false },
  { path: '/nowhere', isSignedIn: true },
]

/** Returns the address of a visit; `page` is signed in as Maria where an id is looked up. */
export async function addressOf({ path }: Visit, page: Page, addresses: ServerAddresses): Promise<string> {
  const { query = '', from, link } = more[path] ?? {}
  if (!from || !link) {
    const address = path.replace('/accounts/:accountId', account) + query
    if (address.includes('/:')) throw new Error(`portal-routes.ts does not know how to open ${path}`)
    return address
  }
  await page.goto(`${addresses.portal}${from}`)
  const address = await page.locator(link).first().getAttribute('href')
  if (!address) throw new Error(`no link on ${from} leads to ${path}`)
  return address
}
