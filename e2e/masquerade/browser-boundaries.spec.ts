import type { Page, Request } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { openDesk } from '../open-desk.ts'
import { signInCustomer } from '../sign-in.ts'

// What keeps the three sites of one browser apart: cookies, the Origin of a post, and where a form may lead.

/** The session cookies that a page's request brings. */
const sessionsSentTo = async (page: Page, url: string) => {
  const response = await page.goto(url)
  const { cookie = '' } = (await response?.request().allHeaders()) ?? {}
  return [...cookie.matchAll(/__Host-porchlight-(\w+)=/g)].map(([, site]) => site)
}

test('each site is a secure context, gets its own session alone, and shows it to no script', async ({
  browser,
  addresses,
}) => {
  const { context, desk: page } = await openDesk(browser, addresses, 'rosa.delgado', '/')
  await signInCustomer(context, addresses, 'm.alvarez')
  for (const site of ['portal', 'desk'] as const) {
    expect(await sessionsSentTo(page, addresses[site])).toEqual([site])
    expect(await page.evaluate(() => [isSecureContext, document.cookie])).toEqual([true, ''])
  }
  await context.close()
})

test('a view gets its code by a post that names the desk, in a tab without an opener; its cookie goes nowhere else', async ({
  browser,
  addresses,
  customer: { userName, accountId },
}) => {
  const { context, desk } = await openDesk(browser, addresses, 'rosa.delgado', `/accounts/${accountId}`)
  const arrivals: Request[] = []
  context.on('request', (request) => {
    if (request.url().endsWith('/arrive')) arrivals.push(request)
  })
  await desk.getByRole('button', { name: new RegExp(`View .*${userName}`) }).click()
  const prompt = desk.getByRole('dialog')
  await prompt.getByLabel(/reference/i).fill('boundaries')
  const [view] = await Promise.all([
    context.waitForEvent('page'),
    prompt.getByRole('button', { name: `View as ${userName}` }).click(),
  ])
  await expect(view.getByRole('region', { name: 'Masquerade' })).toBeVisible()
  const headers = await Promise.all(arrivals.map((request) => request.allHeaders()))
  expect(headers.map(({ origin, cookie }) => ({ origin, cookie }))).toEqual([
    { origin: addresses.desk, cookie: undefined },
  ])
  expect(new URL(view.url()).search).toBe('')
  expect(await view.evaluate(() => [window.opener, document.cookie])).toEqual([null, ''])
  expect(await sessionsSentTo(view, view.url())).toEqual(['view'])
  expect(await sessionsSentTo(view, addresses.portal)).toEqual([])
  expect(await sessionsSentTo(view, addresses.desk)).toEqual(['desk'])
  await context.close()
})

test('a form of the desk leads to no other site', async ({ browser, addresses, allowConsoleErrors }) => {
  allowConsoleErrors(/form-action/)
  const { context, desk } = await openDesk(browser, addresses, 'rosa.delgado', '/')
  const sent: string[] = []
  context.on('request', (request) => sent.push(request.url()))
  const refused = desk.waitForEvent('console', (message) => message.text().includes('form-action'))
  await desk.evaluate((portal) => {
    const form = document.createElement('form')
    Object.assign(form, { method: 'post', action: `${portal}/sign-in` })
    document.body.append(form)
    form.submit()
  }, addresses.portal)
  await refused
  expect(sent.filter((url) => url.startsWith(addresses.portal))).toEqual([])
  await context.close()
})
