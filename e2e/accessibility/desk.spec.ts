import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { signInCsr, withDatabase } from '../sign-in.ts'
import { nameOf, variantsOf } from '../variants.ts'

const account = 1_000_000_016
/** Every screen of the desk, and who among the staff has the right to see it. */
const routes = {
  '/': 'amara.okafor',
  '/search': 'amara.okafor',
  [`/accounts/${account}`]: 'amara.okafor',
  '/tasks': 'amara.okafor',
  '/tasks/:task': 'amara.okafor',
  '/masquerades': 'ines.ferreira',
  '/masquerades/:masquerade': 'ines.ferreira',
  '/record': 'ines.ferreira',
  '/alerts': 'kenji.sato',
  '/to-dos': 'ines.ferreira',
  '/to-dos?show=done': 'ines.ferreira',
  '/settings': 'kenji.sato',
  '/what-i-may-do': 'tom.becker',
  '/nowhere': 'amara.okafor',
}

/** What the search shows, by what stands in the box; the row that is active is one of its states. */
const searches = {
  'results with their map': 'maria',
  'nobody found': '9999 nowhere st qqzzy',
  'whom one opened last': '',
}

for (const [state, box] of Object.entries(searches)) {
  for (const variant of variantsOf(state)) {
    test(`search: ${state} (${nameOf(variant)})`, async ({ browser, addresses }) => {
      const context = await browser.newContext({
        colorScheme: variant.theme,
        viewport: { width: variant.width, height: 900 },
      })
      await context.addCookies([{ name: 'language', value: variant.language, url: addresses.desk }])
      await signInCsr(context, addresses, 'amara.okafor')
      const page = await context.newPage()
      await page.goto(`${addresses.desk}/accounts/${account}`)
      await expect(page.locator('#persons')).toBeVisible()
      await page.goto(addresses.desk)
      await page.getByRole('combobox').first().fill(box)
      if (box !== searches['nobody found']) {
        await expect(page.locator('tr[id=search-result-1]')).toBeVisible()
        await expect(page.locator('.results-old')).toHaveCount(0)
        await page.keyboard.press('ArrowDown')
        await expect(page.locator('tr[aria-selected=true]')).toHaveCount(1)
      } else await expect(page.locator('.empty-state')).toBeVisible()
      const map = page.locator('button[aria-expanded=false]').filter({ hasText: /ma/i })
      if ((await map.count()) > 0) await map.click()
      await expectAccessible(page)
      await noHorizontalScroll(page)
      if (process.env.PORCHLIGHT_SHOTS) await shot(page, `desk-search-${state.replaceAll(' ', '-')}`)
      await context.close()
    })
  }
}

for (const [route, csrId] of Object.entries(routes)) {
  for (const variant of variantsOf(route)) {
    test(`${route} (${nameOf(variant)})`, async ({ browser, addresses, allowConsoleErrors }) => {
      if (route === '/nowhere') allowConsoleErrors(/404/)
      const ids = await withDatabase(addresses, async (sql) => ({
        task: (await sql`SELECT max(self_service_task_id) AS id FROM self_service_tasks`)[0]?.id,
        masquerade: (await sql`SELECT masquerade_id AS id FROM masquerades ORDER BY created_at LIMIT 1`)[0]
          ?.id,
      }))
      const context = await browser.newContext({
        colorScheme: variant.theme,
        viewport: { width: variant.width, height: 900 },
      })
      await context.addCookies([{ name: 'language', value: variant.language, url: addresses.desk }])
      await signInCsr(context, addresses, csrId)
      const page = await context.newPage()
      const path = route.replace(':task', String(ids.task)).replace(':masquerade', String(ids.masquerade))
      await page.goto(`${addresses.desk}${path}`)
      await expect(page.locator('html')).toHaveAttribute('lang', variant.language)
      await expect(page.locator('h1')).toHaveCount(1)
      // The network is never idle: the stream of changes stays open.
      await expect(page.locator('.skeleton')).toHaveCount(0)
      await page.waitForLoadState('networkidle')
      await expectAccessible(page)
      await noHorizontalScroll(page)
      if (process.env.PORCHLIGHT_SHOTS) await shot(page, `desk${route.replaceAll(/[/:]+/g, '-')}`)
      await context.close()
    })
  }
}
