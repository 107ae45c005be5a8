import type { BrowserContext, Page } from '@playwright/test'
import { addToDo } from '../add-to-do.ts'
import { castCustomer } from '../customers.ts'
import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import type { ServerAddresses } from '../server.ts'
import { expireSession, signInCsr, withDatabase } from '../sign-in.ts'

const john = castCustomer('j.smith').accountId

const noteIn = (page: Page) =>
  page.getByRole('region', { name: 'Contact' }).getByLabel('Note', { exact: true })

const notesWith = async (addresses: ServerAddresses, text: string) => {
  const [row] = await withDatabase(
    addresses,
    (sql) => sql`SELECT count(*)::int AS n FROM customer_contacts WHERE note = ${text}`,
  )
  return row?.n
}

/** Everything that the browser keeps for the desk, as somebody else at the same computer could read it. */
const storedText = (page: Page) =>
  page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]))

async function newDesk(context: BrowserContext, addresses: ServerAddresses, path: string) {
  const page = await context.newPage()
  await page.goto(addresses.desk + path)
  return page
}

test('a contact note is kept over tabs, reload and the end of the session, and saved once', async ({
  browser,
  addresses,
  customer,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/40[13]/)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(context, addresses, 'amara.okafor')
  const desk = await newDesk(context, addresses, `/accounts/${john}`)
  await expect(noteIn(desk)).toBeVisible()
  await desk.goto(`${addresses.desk}/accounts/${customer.accountId}`)
  const text = `Asked about the gas meter, ${Date.now()}`
  await noteIn(desk).pressSequentially(text)
  await desk.getByLabel('Kind', { exact: true }).selectOption({ index: 2 })
  await expect(desk.getByText('The draft is kept.')).toBeVisible()

  // Another customer's tab and back: each has a note of its own.
  const tabs = desk.getByRole('navigation', { name: 'Open customers' })
  await tabs.getByRole('link').first().click()
  await expect(noteIn(desk)).toHaveValue('')
  await tabs.getByRole('link', { name: customer.name }).click()
  await expect(noteIn(desk)).toHaveValue(text)

  // A reload in the middle of a word.
  await noteIn(desk).press('End')
  await noteIn(desk).pressSequentially(' today')
  await desk.reload()
  await expect(noteIn(desk)).toHaveValue(`${text} today`)
  await expect(desk.getByLabel('Kind', { exact: true })).toHaveValue('2')

  // The session ends: nothing moves, typing goes on, and saving says that it did not.
  await expireSession(context, addresses, 'desk')
  await noteIn(desk).press('End')
  await noteIn(desk).pressSequentially('!')
  await desk.getByRole('button', { name: 'Save note' }).click()
  await expect(desk.getByText('Sign in again; your note is kept.').first()).toBeVisible()
  await expect(noteIn(desk)).toHaveValue(`${text} today!`)
  expect(desk.url()).toBe(`${addresses.desk}/accounts/${customer.accountId}`)
  expect(await notesWith(addresses, `${text} today!`)).toBe(0)
  // The notice stays while one scrolls; axe counts what happens to be half under it.
  await desk.evaluate(() => scrollTo(0, 0))
  await expectAccessible(desk)
  await noHorizontalScroll(desk)
  if (process.env.PORCHLIGHT_SHOTS) await shot(desk, 'desk-session-ended')

  // Signed in again in another tab: this one goes on as it is.
  await signInCsr(context, addresses, 'amara.okafor')
  const [elsewhere] = await Promise.all([
    context.waitForEvent('page'),
    desk.getByRole('link', { name: 'Sign in in a new tab' }).first().click(),
  ])
  await expect(noteIn(elsewhere)).toHaveValue(`${text} today!`)
  await expect(desk.getByText('You are signed in again.')).toBeVisible()
  await expect(desk.getByText('Your session has ended.')).toHaveCount(0)
  await noteIn(desk).focus()
  await desk.keyboard.press('Control+Enter')
  await expect(desk.getByText('The contact note is saved.')).toBeVisible()
  await expect(noteIn(desk)).toHaveValue('')
  await expect(noteIn(elsewhere)).toHaveValue('')
  await desk.reload()
  await expect(noteIn(desk)).toHaveValue('')
  await expect(desk.getByText('The draft is kept.')).toHaveCount(0)
  expect(await notesWith(addresses, `${text} today!`)).toBe(1)
  await context.close()
})

test('at a shared computer the next CSR sees nothing of it; it is there when its writer comes back', async ({
  browser,
  addresses,
  customer,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/40[13]/)
  const context = await browser.newContext({ viewport: { width: 390, height: 800 } })
  await signInCsr(context, addresses, 'amara.okafor')
  const hers = await newDesk(context, addresses, `/accounts/${customer.accountId}`)
  await noteIn(hers).fill('Moving out after the divorce')
  await expect(hers.getByText('The draft is kept.')).toBeVisible()
  const stored = await storedText(hers)
  for (const secret of ['divorce', 'Contact note', 'note 10']) expect(stored).not.toContain(secret)

  await expireSession(context, addresses, 'desk')
  await signInCsr(context, addresses, 'ines.ferreira')
  const next = await newDesk(context, addresses, `/accounts/${customer.accountId}`)
  await expect(noteIn(next)).toHaveValue('')
  await expect(next.getByRole('button', { name: /draft/ })).toHaveCount(0)
  // The page that was left open gives way.
  await expect(hers).toHaveURL(`${addresses.desk}/`)
  await expect(hers.getByText('divorce')).toHaveCount(0)

  await expireSession(context, addresses, 'desk')
  await signInCsr(context, addresses, 'amara.okafor')
  const again = await newDesk(context, addresses, '/')
  // Notes after her masquerades, which others may have ended meanwhile, are drafts too.
  await again.getByRole('button', { name: /^\d+ drafts?$/ }).click()
  const list = again.getByRole('dialog', { name: 'Drafts' })
  await expectAccessible(again)
  if (process.env.PORCHLIGHT_SHOTS) await shot(again, 'desk-drafts')
  await list.getByRole('link', { name: /Contact note/ }).click()
  await expect(noteIn(again)).toHaveValue('Moving out after the divorce')
  await again.getByRole('button', { name: 'Delete draft', exact: true }).click()
  await expect(noteIn(again)).toHaveValue('')
  await again.reload()
  await expect(noteIn(again)).toHaveValue('')
  await context.close()
})

test('the fields of dialogs are kept as well: an unlink’s reason, a to-do’s note, a view’s name, a task’s reason', async ({
  browser,
  addresses,
  customer,
}) => {
  await addToDo(addresses, customer.accountId)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(context, addresses, 'ines.ferreira')
  const desk = await newDesk(context, addresses, `/accounts/${customer.accountId}`)
  const kept = async (open: () => Promise<unknown>, label: string | RegExp, text: string) => {
    await open()
    const field = desk.getByRole('dialog').getByLabel(label).first()
    await field.fill(text)
    await desk.keyboard.press('Escape')
    await expect(desk.getByRole('dialog')).toHaveCount(0)
    await desk.reload()
    await open()
    await expect(field).toHaveValue(text)
    await desk.getByRole('dialog').getByRole('button', { name: 'Delete draft', exact: true }).click()
    await expect(field).toHaveValue('')
    await desk.keyboard.press('Escape')
  }
  await kept(
    () => desk.getByRole('button', { name: `Unlink ${customer.userName}` }).click(),
    'Reason',
    'Asked by the holder',
  )
  await kept(
    () =>
      desk
        .getByRole('button', { name: /^Finish …: / })
        .first()
        .click(),
    /What was done/,
    'Called the crew',
  )
  await kept(
    () => desk.getByRole('button', { name: new RegExp(`^View as .*${customer.userName}`) }).click(),
    /Reference/,
    'CALL-77',
  )
  await desk.goto(`${addresses.desk}/tasks`)
  await kept(() => desk.getByRole('button', { name: 'Save this view' }).click(), 'Name', 'Errors of gas')
  await context.close()
})
