/**
 * `npm run bench -- calls [--json]`: walks five calls at the desk in Chromium, against a product that it starts with a small demo
 * (or the one that PORCHLIGHT_E2E names), and counts what the hands do: keys (a chord is one), clicks, and seconds from the first
 * key to what the caller asked for. Keys come at the pace of a quick typist. The figures may only fall: docs/desk-calls.md.
 */
import { type BrowserContext, chromium, expect, type Page } from '@playwright/test'
import { chromiumPath } from '../../e2e/browser.ts'
import startProduct from '../../e2e/global-setup.ts'
import { serverAddresses } from '../../e2e/server.ts'
import { signInCsr } from '../../e2e/sign-in.ts'

const msPerKey = 100

type Step = {
  step: string
  keys: number
  clicks: number
  seconds: number
  mostKeys?: number
  mostSeconds?: number
}
type Call = { call: string; steps: Step[]; isWithin: boolean }

/** Types and clicks as a CSR does, and counts it. */
class Hands {
  keys = 0
  clicks = 0
  beganAt = 0
  steps: Step[] = []

  async type(page: Page, text: string) {
    this.beganAt ||= performance.now()
    await page.keyboard.type(text, { delay: msPerKey })
    this.keys += [...text].length
  }

  async press(page: Page, key: string) {
    this.beganAt ||= performance.now()
    await page.keyboard.press(key, { delay: msPerKey })
    this.keys += 1
  }

  async click(target: ReturnType<Page['getByRole']>) {
    this.beganAt ||= performance.now()
    await target.click()
    this.clicks += 1
  }

  /** Notes the keys, clicks and seconds so far: what the caller waits for is on the screen. */
  reach(step: string, most: Pick<Step, 'mostKeys' | 'mostSeconds'> = {}) {
    const seconds = Math.round(performance.now() - this.beganAt) / 1000
    this.steps.push({ step, keys: this.keys, clicks: this.clicks, seconds, ...most })
  }

  call(name: string): Call {
    const isWithin = this.steps.every(
      ({ keys, seconds, mostKeys = keys, mostSeconds = seconds }) =>
        keys <= mostKeys && seconds <= mostSeconds,
    )
    return { call: name, steps: this.steps, isWithin }
  }
}

const zoneOf = (desk: Page) => desk.getByRole('region', { name: 'Web User Summary' })

/** "I can't see my bill": the customer gives name and street; the CSR sees the portal as she does, and her bill. */
async function cannotSeeBill(context: BrowserContext, desk: Page): Promise<Call> {
  const hands = new Hands()
  await hands.type(desk, 'alv oak')
  await hands.press(desk, 'Enter')
  await expect(zoneOf(desk).getByRole('row', { name: /m\.alvarez/ })).toBeVisible()
  hands.reach('account open')
  await hands.press(desk, 'v')
  await expect(desk.getByRole('dialog').getByLabel('Reference')).toBeFocused()
  await hands.type(desk, '1')
  const opened = context.waitForEvent('page')
  await hands.press(desk, 'Enter')
  const view = await opened
  await expect(view.getByRole('region', { name: 'Masquerade' })).toContainText('Maria')
  hands.reach('portal seen as the customer', { mostKeys: 12, mostSeconds: 6 })
  await hands.click(view.getByRole('navigation').getByRole('link', { name: 'Bills' }).first())
  await expect(view.getByRole('heading', { level: 1, name: /Bill/ })).toBeVisible()
  hands.reach('her bills seen')
  await hands.click(view.getByRole('button', { name: /^End/ }))
  const note = view.getByRole('region', { name: /Contact note/ }).getByRole('textbox')
  await expect(note).toBeFocused()
  await hands.press(view, 'Control+Enter')
  await expect(view.getByText('The contact note is saved.')).toBeVisible()
  hands.reach('note saved')
  await view.close()
  return hands.call("I can't see my bill")
}

/** "Take my ex off my account": from the keyboard alone, with a reason; undone afterwards, uncounted. */
async function takeOffMyEx(desk: Page): Promise<Call> {
  const hands = new Hands()
  await hands.type(desk, 'doe linc')
  await hands.press(desk, 'Enter')
  const row = zoneOf(desk).getByRole('row', { name: /^a\.doe/ })
  await expect(row).toBeVisible()
  hands.reach('account open')
  await hands.press(desk, 'w')
  // The main customer, who calls, is in the first row; the web user to unlink is in the next.
  if (
    !(await row
      .locator(':focus')
      .or(row.and(desk.locator(':focus')))
      .count())
  )
    await hands.press(desk, 'j')
  await hands.press(desk, 'u')
  const dialog = desk.getByRole('dialog', { name: /Unlink a\.doe/ })
  await expect(dialog.getByLabel('Reason')).toBeFocused()
  await hands.type(desk, 'parted')
  await hands.press(desk, 'Control+Enter')
  await expect(row).toHaveCount(0)
  hands.reach('unlinked', { mostKeys: 20 })
  await zoneOf(desk).getByRole('button', { name: 'Link a.doe again' }).click()
  await expect(row).toBeVisible()
  return hands.call('take my ex off my account')
}

/** "Who is this J. Smith on my account": role, relationship, when he was last there, and his other accounts. */
async function whoIsSmith(desk: Page): Promise<Call> {
  const hands = new Hands()
  await hands.type(desk, 'alv oak')
  await hands.press(desk, 'Enter')
  const row = zoneOf(desk).getByRole('row', { name: /^j\.smith/ })
  await expect(row).toContainText('Viewer')
  hands.reach('role and relationship seen')
  // Chosen from the list by its name, so that the CSR need not know its shortcut.
  await hands.press(desk, 'Control+k')
  await expect(desk.getByRole('combobox', { name: 'Find an action' })).toBeFocused()
  await hands.type(desk, 'sho smith')
  await hands.press(desk, 'Enter')
  await expect(desk.getByRole('table', { name: /j\.smith|John Smith/ })).toBeVisible()
  hands.reach('his accounts seen')
  return hands.call('who is this J. Smith on my account')
}

/** "I never asked for paperless": who asked for it and when, then the request itself with its address. */
async function neverAskedForPaperless(desk: Page): Promise<Call> {
  const hands = new Hands()
  await hands.type(desk, 'oko jac')
  await hands.press(desk, 'Enter')
  const requestLink = desk
    .getByRole('region', { name: 'Billing and payments' })
    .getByRole('link', { name: /^Asked for by d\.okonkwo/ })
  await expect(requestLink).toBeVisible()
  hands.reach('who asked for it, and when, seen', { mostKeys: 12 })
  await hands.click(requestLink)
  await expect(desk.getByText('Self-Service User ID')).toBeVisible()
  hands.reach('the request with its address seen', { mostKeys: 12 })
  return hands.call('I never asked for paperless')
}

/** "My payment isn't there": what is to come and what went wrong, then the payment's own request. */
async function paymentIsNotThere(desk: Page): Promise<Call> {
  const hands = new Hands()
  await hands.type(desk, 'alv oak')
  await hands.press(desk, 'Enter')
  const payment = desk
    .getByRole('region', { name: 'Billing and payments' })
    .getByRole('link', { name: /\$40\.00/ })
  await expect(payment).toBeVisible()
  hands.reach('the payment and its state seen', { mostKeys: 12 })
  await hands.click(payment)
  await expect(desk.getByText('Self-Service User ID')).toBeVisible()
  hands.reach('the request with its log seen', { mostKeys: 12 })
  return hands.call("my payment isn't there")
}

const stop = process.env.PORCHLIGHT_E2E ? async () => {} : await startProduct()
const browser = await chromium.launch(await chromiumPath())
const calls: Call[] = []
try {
  const addresses = serverAddresses()
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
  })
  await signInCsr(context, addresses, 'amara.okafor')
  const begin = async () => {
    const desk = await context.newPage()
    await desk.goto(addresses.desk)
    await expect(desk.getByRole('search').locator('input').first()).toBeFocused()
    return desk
  }
  calls.push(
    await cannotSeeBill(context, await begin()),
    await takeOffMyEx(await begin()),
    await whoIsSmith(await begin()),
    await neverAskedForPaperless(await begin()),
    await paymentIsNotThere(await begin()),
  )
} finally {
  await browser.close()
  await stop()
}

if (process.argv.includes('--json')) console.log(JSON.stringify({ msPerKey, calls }, undefined, 2))
else
  for (const { call, steps } of calls) {
    console.log(`"${call}"`)
    for (const { step, keys, clicks, seconds, mostKeys, mostSeconds } of steps) {
      const most = mostKeys ? `  (at most ${mostKeys} keys${mostSeconds ? `, ${mostSeconds} s` : ''})` : ''
      console.log(`  ${step.padEnd(32)} ${keys} keys, ${clicks} clicks, ${seconds.toFixed(1)} s${most}`)
    }
  }
if (calls.some(({ isWithin }) => !isWithin)) process.exitCode = 1
