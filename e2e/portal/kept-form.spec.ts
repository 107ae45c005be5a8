import { expect, test } from '../fixtures.ts'
import { expireSession } from '../sign-in.ts'
import { expectHeading, signInByForm } from './portal-journey.ts'

for (const javaScriptEnabled of [true, false]) {
  test(`a form that is saved after its session ended is back after signing in (${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async ({
    browser,
    addresses,
    customer: { userName, accountId },
    allowConsoleErrors,
  }) => {
    allowConsoleErrors(/status of 4\d\d/)
    const context = await browser.newContext({ javaScriptEnabled })
    await context.addCookies([{ name: 'language', value: 'en', url: addresses.portal }])
    const page = await context.newPage()
    await signInByForm(page, addresses, userName)
    await expectHeading(page, /./)
    await page.goto(`${addresses.portal}/accounts/${accountId}/mailing-address`)
    await page.getByLabel(/^City/).fill('Kept City')
    await expireSession(context, addresses, 'portal')
    await page.getByRole('button', { name: 'Save' }).click()
    await expectHeading(page, 'Sign in')
    await expect(page.getByText('Your session ended before the form was saved.')).toBeVisible()
    await page.getByLabel('User name').fill(userName)
    await page.getByLabel('Password').fill('porchlight-demo')
    await page.getByLabel('Password').press('Enter')
    await expectHeading(page, 'Change mailing address')
    await expect(page.getByText('Your changes are not saved yet')).toBeVisible()
    await expect(page.getByLabel(/^City/)).toHaveValue('Kept City')

    // In the other language what is typed is still there.
    await page.getByLabel(/^City/).fill('Kept Twice')
    if (!(await page.getByRole('button', { name: 'Español' }).isVisible()))
      await page.getByText('Menu').click()
    await page.getByRole('button', { name: 'Español' }).click()
    await expectHeading(page, 'Cambiar la dirección postal')
    await expect(page.getByLabel(/^Ciudad/)).toHaveValue('Kept Twice')
    await context.close()
  })
}
