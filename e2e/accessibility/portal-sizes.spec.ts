import { expect, expectAccessible, noHorizontalScroll, test } from '../fixtures.ts'
import { signInCustomer } from '../sign-in.ts'
import { account, addressOf, visits } from './portal-routes.ts'

// axe takes long: the workers share out the screens, not the files.
test.describe.configure({ mode: 'parallel' })

const twice = 'document.documentElement.style.fontSize = "200%"'

for (const language of ['en', 'es']) {
  test(`320 px and text at 200 %: no page scrolls sideways (${language})`, async ({
    browser,
    addresses,
    allowConsoleErrors,
  }) => {
    allowConsoleErrors(/status of 404/)
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } })
    await context.addCookies([{ name: 'language', value: language, url: addresses.portal }])
    await signInCustomer(context, addresses, 'm.alvarez')
    const page = await context.newPage()
    for (const visit of visits) {
      await page.goto(`${addresses.portal}${await addressOf(visit, page, addresses)}`)
      await noHorizontalScroll(page)
      await page.evaluate(twice)
      await noHorizontalScroll(page)
    }
    await context.close()
  })
}

test('the header of a phone leaves the screen to the page', async ({ browser, addresses }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  await signInCustomer(context, addresses, 'm.alvarez')
  const page = await context.newPage()
  await page.goto(`${addresses.portal}${account}/overview`)
  const header = await page.locator('.site-header').boundingBox()
  expect(header?.height).toBeLessThanOrEqual(125)
  // An account number stays on one line.
  for (const number of await page.locator('.no-break:visible').all())
    expect(await number.evaluate((element) => element.getClientRects().length)).toBe(1)
  await context.close()
})

test('a long address is cut short in the header of a phone', async ({ browser, addresses }) => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } })
  await signInCustomer(context, addresses, 'm.alvarez')
  const page = await context.newPage()
  await page.goto(`${addresses.portal}${account}/overview`)
  await page.locator('.account-current > strong').evaluate((name) => {
    name.textContent = '1850 West El Camino Real de los Alamos, Building 7, Unit 1204, Mesa Grove'
  })
  await noHorizontalScroll(page)
  await page.evaluate(twice)
  await noHorizontalScroll(page)
  await context.close()
})

test('months of a chart do not run into each other at 360 px', async ({ browser, addresses }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  await context.addCookies([{ name: 'language', value: 'es', url: addresses.portal }])
  await signInCustomer(context, addresses, 'm.alvarez')
  const page = await context.newPage()
  await page.goto(`${addresses.portal}${account}/usage`)
  const boxes = await page
    .locator('.bar-chart-label:visible')
    .evaluateAll((labels) =>
      labels.map((label) => label.getBoundingClientRect()).map(({ left, right }) => ({ left, right })),
    )
  expect(boxes.length).toBeGreaterThan(3)
  for (const [at, box] of boxes.entries()) {
    const before = boxes[at - 1]
    if (before) expect(box.left - before.right).toBeGreaterThan(2)
  }
  await context.close()
})

test('forced colors: the pages stay usable', async ({ browser, addresses }) => {
  const context = await browser.newContext({ forcedColors: 'active' })
  await signInCustomer(context, addresses, 'm.alvarez')
  const page = await context.newPage()
  for (const path of ['overview', 'usage', 'pay', 'mailing-address']) {
    await page.goto(`${addresses.portal}${account}/${path}`)
    await expectAccessible(page)
  }
  await context.close()
})

test('on paper a bill has its customer and no menu', async ({ browser, addresses }) => {
  const context = await browser.newContext()
  await signInCustomer(context, addresses, 'm.alvarez')
  const page = await context.newPage()
  await page.goto(`${addresses.portal}${account}/bills`)
  await page.locator('main a[href*="/bills/"]').first().click()
  await page.waitForURL(/\/bills\/\d/)
  await page.goto(`${page.url()}?notice=done`)
  await expect(page.locator('.page-notice').first()).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('.addressee')).toContainText('Alvarez')
  await expect(page.locator('.addressee')).toContainText('128 Oak St')
  for (const gone of ['nav', '.account-selector', '.page-notice', '.form-actions'])
    for (const part of await page.locator(gone).all()) await expect(part).toBeHidden()
  await context.close()
})
