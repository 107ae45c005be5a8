import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { signInCustomer } from '../sign-in.ts'
import { nameOf, seed, variantsOf } from '../variants.ts'
import { account, addressOf, visits } from './portal-routes.ts'

// axe takes long: the workers share out the screens, not the files.
test.describe.configure({ mode: 'parallel' })

console.log(`accessibility: seed ${seed}`)

const userName = 'm.alvarez'

for (const visit of visits) {
  for (const variant of variantsOf(visit.path)) {
    test(`${visit.path} (${nameOf(variant)})`, async ({ browser, addresses, allowConsoleErrors }) => {
      if (visit.path === '/nowhere') allowConsoleErrors(/404/)
      const context = await browser.newContext({
        colorScheme: variant.theme,
        viewport: { width: variant.width, height: 800 },
      })
      await context.addCookies([{ name: 'language', value: variant.language, url: addresses.portal }])
      if (visit.isSignedIn) await signInCustomer(context, addresses, userName)
      const page = await context.newPage()
      await page.goto(`${addresses.portal}${await addressOf(visit, page, addresses)}`)
      await expect(page.locator('html')).toHaveAttribute('lang', variant.language)
      await expect(page.locator('h1')).toHaveCount(1)
      await expectAccessible(page)
      await noHorizontalScroll(page)
      if (process.env.PORCHLIGHT_SHOTS)
        await shot(page, `portal${visit.path.replace(/\?.*/, '').replaceAll(/[/:]+/g, '-')}`)
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
