import { expect, test } from '../fixtures.ts'
import { signInCsr } from '../sign-in.ts'

test('a CSR reads the desk in the other language, in a cookie that no neighboring site can plant', async ({
  context,
  addresses,
}) => {
  await signInCsr(context, addresses, 'amara.okafor')
  const page = await context.newPage()
  await page.goto(addresses.desk)
  await page.getByRole('banner').getByText('Amara Okafor').click()
  await page.getByRole('button', { name: 'Español' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  const cookies = await context.cookies(addresses.desk.replace('http:', 'https:'))
  expect(cookies.find(({ name }) => name === '__Host-language')).toMatchObject({
    value: 'es',
    secure: true,
    path: '/',
  })
  await page.getByRole('banner').getByText('Amara Okafor').click()
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})
