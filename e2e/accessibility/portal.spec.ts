import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { signInCustomer } from '../sign-in.ts'
import { nameOf, seed, variantsOf } from '../variants.ts'

console.log(`accessibility: seed ${seed}`)

/** Maria has a house with electricity and gas, a guest, bills, open requests and support visits behind her. */
const userName = 'm.alvarez'
const account = '/accounts/1000000016'
const routes = [
  '/sign-in',
  '/sign-in?notice=failed-attempts&count=3&at=2026-11-30T10:00:00.000Z',
  '/forgot-password',
  '/reset-password?key=x',
  '/reset-password?welcome=&key=x',
  '/confirm-email?key=x',
  `${account}/overview`,
  `${account}/bills`,
  `${account}/usage`,
  `${account}/information`,
  `${account}/mailing-address`,
  `${account}/preferences`,
  `${account}/pay`,
  '/access',
  '/password',
  '/link-account',
  `${account}/people`,
  '/take-off?key=x',
  '/help',
  '/',
  `${account}/requests`,
  '/nowhere',
]

for (const route of routes) {
  for (const variant of variantsOf(route)) {
    test(`${route} (${nameOf(variant)})`, async ({ browser, addresses, allowConsoleErrors }) => {
      if (route === '/nowhere') allowConsoleErrors(/404/)
      const context = await browser.newContext({
        colorScheme: variant.theme,
        viewport: { width: variant.width, height: 800 },
      })
      await context.addCookies([{ name: 'language', value: variant.language, url: addresses.portal }])
      if (!/sign-in|forgot-password|key=/.test(route)) await signInCustomer(context, addresses, userName)
      const page = await context.newPage()
      await page.goto(`${addresses.portal}${route}`)
      await expect(page.locator('html')).toHaveAttribute('lang', variant.language)
      await expect(page.locator('h1')).toHaveCount(1)
      await expectAccessible(page)
      await noHorizontalScroll(page)
      if (process.env.PORCHLIGHT_SHOTS)
        await shot(page, `portal${route.replace(/\?.*/, '').replaceAll('/', '-')}`)
      await context.close()
    })
  }
}

test('the first bill and a day of usage', async ({ browser, addresses }) => {
  const context = await browser.newContext({ viewport: { width: 320, height: 800 } })
  await signInCustomer(context, addresses, userName)
  const page = await context.newPage()
  await page.goto(`${addresses.portal}${account}/bills`)
  await page.locator('main a[href*="/bills/"]').first().click()
  await expectAccessible(page)
  await noHorizontalScroll(page)
  if (process.env.PORCHLIGHT_SHOTS) await shot(page, 'portal-bill')
  await page.goto(`${addresses.portal}${account}/usage`)
  await page.locator('main a[href*="month="]').first().click()
  await expectAccessible(page)
  await noHorizontalScroll(page)
  if (process.env.PORCHLIGHT_SHOTS) await shot(page, 'portal-usage-days')
  await context.close()
})
