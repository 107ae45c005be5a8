import { screens } from '../../desk/src/app/routes.ts'
import type { Sql } from '../../server/src/database/sql.ts'
import { castCustomer } from '../customers.ts'
import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { refusedActions } from '../refused-actions.ts'
import { signInCsr, withDatabase } from '../sign-in.ts'
import { nameOf, variantsOf } from '../variants.ts'

// axe takes long: the workers share out the screens, not the files.
test.describe.configure({ mode: 'parallel' })

const account = castCustomer('m.alvarez').accountId
/** Every screen of the desk by its declared path, two states and an unknown address; and the action that a visitor may do. */
const routes: Record<string, string | undefined> = {
  ...Object.fromEntries(screens.map(({ path, needs }) => [path, needs])),
  '/to-dos?show=done': 'to-do:view',
  '/record/by-csr?csr=amara.okafor': 'record:view',
  '/record/to-customer?person=:personId': 'record:view',
  '/nowhere': 'customer:search',
}

/** Ids for the paths of the screens. */
const idsOf = async (sql: Sql): Promise<Record<string, unknown>> => ({
  accountId: account,
  personId: (
    await sql`SELECT person_id AS id FROM account_persons WHERE account_id = ${account} AND is_main_customer`
  )[0]?.id,
  taskId: (await sql`SELECT max(self_service_task_id) AS id FROM self_service_tasks`)[0]?.id,
  webUserId: (await sql`SELECT web_user_id AS id FROM web_users WHERE user_name = 'm.alvarez'`)[0]?.id,
  toDoId: (
    await sql`SELECT max(to_do_id) AS id FROM to_dos WHERE to_do_role = 'security-officer' AND completed_at IS NULL`
  )[0]?.id,
  memberId: 'tom.becker',
  csrGroup: 'supervisors',
  masqueradeId: (await sql`SELECT masquerade_id AS id FROM masquerades ORDER BY created_at LIMIT 1`)[0]?.id,
})

/** Returns who visits: the supervisor or else the security officer, who see most. A trainee sees most refusals. */
async function visitorWith(sql: Sql, action: string | undefined): Promise<string> {
  if (!action) return 'tom.becker'
  for (const csrId of ['ines.ferreira', 'kenji.sato'])
    if (!(await refusedActions(sql, csrId)).includes(action)) return csrId
  throw new Error(`no visitor may do ${action}`)
}

/** What the search shows for each text in the box. The active row is one of its states. */
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

for (const [route, needs] of Object.entries(routes)) {
  for (const variant of variantsOf(route)) {
    test(`${route} (${nameOf(variant)})`, async ({ browser, addresses, allowConsoleErrors }) => {
      if (route === '/nowhere') allowConsoleErrors(/404/)
      const { ids, csrId } = await withDatabase(addresses, async (sql) => ({
        ids: await idsOf(sql),
        csrId: await visitorWith(sql, needs),
      }))
      const context = await browser.newContext({
        colorScheme: variant.theme,
        viewport: { width: variant.width, height: 900 },
      })
      await context.addCookies([{ name: 'language', value: variant.language, url: addresses.desk }])
      await signInCsr(context, addresses, csrId)
      const page = await context.newPage()
      const path = route.replace(/:(\w+)/g, (_, id: string) => {
        if (ids[id] === undefined) throw new Error(`no ${id} to visit ${route} with`)
        return String(ids[id])
      })
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
