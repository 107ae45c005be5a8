import type { Page } from '@playwright/test'
import { demoPassword } from '../../tools/demo/cast/cast.ts'
import { expect, test } from '../fixtures.ts'
import { expectHeading } from './portal-journey.ts'

/** Returns the name of the focused element, and whether a ring around it or around its box is visible. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement
    const label = at instanceof HTMLInputElement ? at.labels?.[0] : at
    const rings = [at, at?.parentElement ?? null].map((e) => e && getComputedStyle(e))
    const { width = 0, height = 0 } = at?.getBoundingClientRect() ?? {}
    return {
      name: label?.textContent?.trim(),
      isVisible: width > 8 && height > 8 && rings.some((style) => style && style.outlineStyle !== 'none'),
    }
  })

/** Presses Tab until the control of this name has the focus. */
async function tabTo(page: Page, name: string, most = 25) {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab')
    const at = await focused(page)
    expect(at.isVisible, `the focus on "${at.name}" is visible`).toBe(true)
    if (at.name === name) return
  }
  throw new Error(`"${name}" was not reached in ${most} presses of Tab`)
}

test('signs in, changes a notification and signs out with the keyboard alone', async ({
  page,
  addresses,
  customer,
}) => {
  const { keyboard } = page
  await page.goto(`${addresses.portal}/sign-in`)
  await tabTo(page, 'Skip to the content', 1)
  await keyboard.press('Enter')
  await tabTo(page, 'User name or e-mail address', 1)
  await keyboard.type(customer.userName)
  await tabTo(page, 'Password', 1)
  await keyboard.type(demoPassword)
  await keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'Last bill' })).toBeVisible()
  await tabTo(page, 'Account')
  await keyboard.press('Enter')
  await expectHeading(page, 'Account information')
  await tabTo(page, 'Skip to the content', 1)
  await keyboard.press('Enter')
  await tabTo(page, 'Notifications', 3)
  await keyboard.press('Enter')

  await expectHeading(page, 'Notifications')
  await tabTo(page, 'E-mail')
  const box = page.locator(':focus')
  const before = await box.isChecked()
  await keyboard.press('Space')
  await expect(box).toBeChecked({ checked: !before })
  await tabTo(page, 'Save')
  await keyboard.press('Enter')
  await expect(page.getByText('Your notification preferences are saved.')).toBeVisible()
  await tabTo(page, 'Sign out')
  await keyboard.press('Enter')
  await expect(page.getByText('You are signed out.')).toBeVisible()
})
