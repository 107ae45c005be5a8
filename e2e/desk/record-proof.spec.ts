import { expect, expectAccessible, noHorizontalScroll, test } from '../fixtures.ts'
import { signInCsr } from '../sign-in.ts'

test('the officer verifies the record and sees the result, the keys and the places', async ({
  browser,
  addresses,
}) => {
  const tower = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(tower, addresses, 'kenji.sato')
  const kenji = await tower.newPage()
  await kenji.goto(`${addresses.desk}/record-proof`)
  await expect(kenji.getByRole('heading', { level: 1 })).toHaveText('Proof of the record')
  const verification = kenji.locator('#record-verify')
  const history = kenji.locator('#record-verifications')
  await verification.getByRole('button', { name: 'Verify the record now' }).press('Enter')
  await expect(history.getByRole('row', { name: /Whole record kenji\.sato .* all right/ })).toBeVisible()
  await expect(verification.getByRole('status')).toContainText('The record verifies.')
  await expect(kenji.locator('#record-keys').getByRole('row', { name: /record\+.* signs/ })).toBeVisible()
  await expect(
    kenji.locator('#record-places').getByRole('row', { name: /record-checkpoints folder/ }),
  ).toBeVisible()
  for (const place of [/witness\.localhost\S+ witness/, /kenji\.sato@\S+ daily mail/])
    await expect(kenji.locator('#record-places').getByRole('row', { name: place })).toBeVisible()
  const stream = kenji.locator('#record-stream')
  await expect(stream).toContainText('http://siem.localhost')
  await expect(stream).toContainText('addresses and typed reasons')
  await expect(kenji.locator('#record-hours').getByRole('img')).toBeVisible()
  await expectAccessible(kenji)
  await kenji.setViewportSize({ width: 320, height: 640 })
  await noHorizontalScroll(kenji)
  await expectAccessible(kenji)
  await tower.close()
})
