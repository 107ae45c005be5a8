import { screens } from '../../desk/src/app/routes.ts'
import { expect, test } from '../fixtures.ts'
import { refusedActions } from '../refused-actions.ts'
import { signInCsr, withDatabase } from '../sign-in.ts'

/** Screens that show a CSR without their permission something of the CSR's own. */
const withOwn = ['/masquerades', '/masquerades/:masqueradeId']
const refusable = screens.filter(({ path, needs }) => needs && !path.includes(':') && !withOwn.includes(path))

for (const csrId of ['amara.okafor', 'tom.becker', 'ines.ferreira', 'kenji.sato'])
  test(`${csrId} reads on each screen that is refused which permission is missing, and finds nothing to press`, async ({
    browser,
    addresses,
  }) => {
    const actions = await withDatabase(addresses, (sql) => refusedActions(sql, csrId))
    const context = await browser.newContext()
    await signInCsr(context, addresses, csrId)
    const page = await context.newPage()
    const refused = refusable.filter(({ needs }) => needs && actions.includes(needs))
    expect(refused.length).toBeGreaterThan(0)
    for (const { path, needs } of refused) {
      await page.goto(addresses.desk + path)
      const main = page.getByRole('main')
      await expect(main.getByRole('alert'), path).toContainText(`(${needs})`)
      await expect(main.getByRole('button'), path).toHaveCount(0)
      await expect(main.getByRole('textbox'), path).toHaveCount(0)
      await expect(main.getByRole('link')).toHaveText('Show what I may do and which group allows it')
    }
    await context.close()
  })
