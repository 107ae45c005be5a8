import { expect, expectAccessible, noHorizontalScroll, test } from '../fixtures.ts'
import { signInCsr } from '../sign-in.ts'

test('the officer changes a text with its preview, an unknown placeholder is refused, and an earlier version is restored', async ({
  browser,
  addresses,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/status of 422 .*settings\/change/)
  const tower = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(tower, addresses, 'kenji.sato')
  const page = await tower.newPage()
  await page.goto(`${addresses.desk}/texts`)
  const card = page.locator('#text-masquerade-prompt-es')
  const field = card.getByRole('textbox')
  const shipped = await field.inputValue()
  const dialog = page.getByRole('dialog')
  const save = async (reason: string) => {
    await card.getByRole('button', { name: /^Save: / }).click()
    await dialog.getByLabel('Reason').fill(reason)
    await dialog.getByRole('button', { name: /^Save: / }).click()
  }

  await field.fill('Va a ver el portal de {customer} por {minutes} minutos. ¿Se lo pidió?')
  await expect(card.locator('.text-preview')).toContainText('Maria Alvarez por 30 minutos')
  await card.getByRole('button', { name: /^Save: / }).click()
  await expect(dialog.locator('ins').first()).toBeVisible()
  await dialog.getByLabel('Reason').fill('Shorter')
  await dialog.getByRole('button', { name: /^Save: / }).click()
  await expect(dialog).toBeHidden()
  await expect(card.locator('.history summary')).toBeVisible()

  await field.fill('Modo {mode}')
  await save('A mistake')
  await expect(card).toContainText('One of the names in braces is not a placeholder.')
  await card.getByRole('button', { name: 'Delete draft' }).click()

  await card.locator('.history summary').click()
  await expect(card.locator('.text-versions')).toContainText('Kenji Sato')
  await card
    .getByRole('button', { name: /^Restore version/ })
    .last()
    .click()
  await dialog.getByLabel('Reason').fill('The board prefers the first text')
  await dialog.getByRole('button', { name: /^Restore an earlier version/ }).click()
  await expect(dialog).toBeHidden()
  await expect(field).toHaveValue(shipped)
  await expectAccessible(page)
  await noHorizontalScroll(page)
})
