import { expect, test } from '../fixtures.ts'
import { expireSession } from '../sign-in.ts'
import { accountUrl, expectHeading, visitAs } from './portal-journey.ts'

const reader = 'd.okonkwo'

test('a page clears itself half an hour after its session was last used', async ({ context, addresses }) => {
  await visitAs(context, addresses, reader)
  const page = await context.newPage()
  await page.clock.install()
  await page.goto(`${accountUrl(addresses, reader)}/information`)
  await expectHeading(page, /./)
  await page.clock.fastForward('29:00')
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeAttached()
  await expireSession(context, addresses, 'portal')
  await page.clock.fastForward('02:00')
  await expectHeading(page, 'Sign in')
  await expect(page.getByText(/session/i).first()).toBeVisible()
})

test('signing out in one tab clears the others, and text that was typed stays', async ({
  context,
  addresses,
}) => {
  await visitAs(context, addresses, reader)
  const [reading, typing, leaving] = [
    await context.newPage(),
    await context.newPage(),
    await context.newPage(),
  ]
  await reading.goto(`${accountUrl(addresses, reader)}/information`)
  await typing.goto(`${accountUrl(addresses, reader)}/mailing-address`)
  await typing.getByLabel(/^City/).fill('Typed City')
  await leaving.goto(addresses.portal)
  if (!(await leaving.getByRole('button', { name: 'Sign out' }).isVisible()))
    await leaving.getByText('Menu').click()
  await leaving.getByRole('button', { name: 'Sign out' }).click()
  await expectHeading(leaving, 'Sign in')
  await expectHeading(reading, 'Sign in')
  await expect(typing.getByLabel(/^City/)).toHaveValue('Typed City')
})

test('a tab that is used keeps the others open', async ({ context, addresses }) => {
  await visitAs(context, addresses, reader)
  const page = await context.newPage()
  await page.clock.install()
  await page.goto(`${accountUrl(addresses, reader)}/information`)
  await page.clock.fastForward('20:00')
  const heard = page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        new BroadcastChannel('porchlight-session').addEventListener('message', () => resolve()),
      ),
  )
  const other = await context.newPage()
  await other.goto(`${accountUrl(addresses, reader)}/information`)
  await heard
  await expireSession(context, addresses, 'portal')
  await page.clock.fastForward('20:00')
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeAttached()
})
