import { chromium } from '@playwright/test'
import { chromiumPath } from './e2e/browser.ts'
const b = await chromiumPath() as any
const browser = await chromium.launch({ executablePath: b.executablePath ?? b, args: b.args, env: b.env })
const base = process.argv[2]!
for (const [w, scheme, locale] of [[1440,'light','en'],[320,'dark','es']] as const) {
  const context = await browser.newContext({ viewport: { width: w, height: 900 }, colorScheme: scheme, locale })
  await context.addCookies([{ name: 'language', value: locale, url: base }])
  const page = await context.newPage()
  await page.goto(base + '/sign-in')
  await page.fill('[name=userName]', 'm.alvarez'); await page.fill('[name=password]', 'porchlight-demo')
  await page.keyboard.press('Enter'); await page.waitForURL((u) => !u.pathname.includes('sign-in'))
  await page.goto(base + '/accounts/1000000016/preferences')
  await page.screenshot({ path: `/tmp/shot-pref-${w}.png`, fullPage: true })
  await page.goto(base + '/notice-off?what=bill-ready.email&key=x')
  await page.screenshot({ path: `/tmp/shot-off-${w}.png`, fullPage: true })
  await page.goto(base + '/messages')
  await page.screenshot({ path: `/tmp/shot-msg-${w}.png`, fullPage: true })
}
await browser.close()
