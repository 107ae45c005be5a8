import { castCustomer } from '../customers.ts'
import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { signInCsr } from '../sign-in.ts'

const account = castCustomer('c.cash').accountId
const newPassword = 'seven lanterns on the quay'

test('"I cannot sign in": a link to the customer’s own address, another password without JavaScript, off and on', async ({
  browser,
  addresses,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/4\d\d/)
  const office = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(office, addresses, 'amara.okafor')
  const desk = await office.newPage()
  await desk.goto(`${addresses.desk}/accounts/${account}`)
  const more = desk.getByRole('button', { name: 'More for c.cash' })
  const dialog = desk.getByRole('dialog', { name: /c\.cash/ })
  await more.click()
  await expect(dialog).toContainText('The e-mail address is already confirmed.')
  await expectAccessible(desk)
  await dialog.getByRole('button', { name: 'Send password link' }).click()
  await dialog.getByRole('button', { name: 'Send password link to c.cash' }).click()
  await expect(desk.getByText('We have sent the link to c•••@e•••.com.')).toBeVisible()
  await expect(more).toBeFocused()

  // The browser finds *.localhost by itself, where the test's own machine may not.
  const mailbox = await office.newPage()
  let link = ''
  await expect(async () => {
    await mailbox.goto(`http://mail.localhost:${addresses.port}/messages.json`)
    const sent: { to: string; text: string }[] = JSON.parse(await mailbox.locator('body').innerText())
    const mail = sent.find(({ to, text }) => to === 'c.cash@example.com' && text.includes('reset-password'))
    link = /http\S+reset-password\?key=\S+/.exec(mail?.text ?? '')?.[0] ?? ''
    expect(link).not.toBe('')
  }).toPass({ timeout: 60_000 })

  const home = await browser.newContext({ viewport: { width: 320, height: 800 }, javaScriptEnabled: false })
  const portal = await home.newPage()
  await portal.goto(link)
  await portal.getByLabel('New password', { exact: true }).fill(newPassword)
  await portal.getByLabel('Repeat new password').fill('something else entirely')
  await portal.getByRole('button', { name: 'Set password' }).click()
  await expect(
    portal.getByText('The two new passwords are different. Enter the same one twice.').first(),
  ).toBeVisible()
  await noHorizontalScroll(portal)
  await portal.getByLabel('New password', { exact: true }).fill(newPassword)
  await portal.getByLabel('Repeat new password').fill(newPassword)
  await portal.getByRole('button', { name: 'Set password' }).click()
  await expect(portal.getByText('Your new password is set.')).toBeVisible()
  const signIn = async () => {
    await portal.goto(`${addresses.portal}/sign-in`)
    await portal.getByLabel('User name').fill('c.cash')
    await portal.getByLabel('Password').fill(newPassword)
    await portal.getByRole('button', { name: 'Sign in' }).click()
  }
  await signIn()
  await expect(portal).toHaveURL(/overview$/)
  await portal.goto(link)
  await portal.getByLabel('New password', { exact: true }).fill(newPassword)
  await portal.getByLabel('Repeat new password').fill(newPassword)
  await portal.getByRole('button', { name: 'Set password' }).click()
  await expect(portal.getByText('This link no longer works')).toBeVisible()

  await more.click()
  await dialog.getByRole('button', { name: 'Switch sign-in off' }).click()
  await dialog.getByRole('button', { name: 'Switch c.cash off' }).click()
  await expect(dialog.getByText('Fill in this field.')).toBeVisible()
  await dialog.getByLabel('Reason').fill('Telephone stolen')
  await dialog.getByRole('button', { name: 'Switch c.cash off' }).click()
  await expect(desk.getByRole('row', { name: /^c\.cash/ })).toContainText('Inactive')
  if (process.env.PORCHLIGHT_SHOTS) await shot(desk, 'desk-web-user-off')
  await portal.goto(`${addresses.portal}/`)
  await expect(portal.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()

  await more.click()
  await dialog.getByRole('button', { name: 'Switch sign-in on' }).click()
  await dialog.getByLabel('Reason').fill('Found')
  await dialog.getByRole('button', { name: 'Switch c.cash on' }).click()
  await expect(desk.getByRole('row', { name: /^c\.cash/ })).toContainText('Active')
  await signIn()
  await expect(portal).toHaveURL(/overview$/)
})
