import { stripVTControlCharacters } from 'node:util'
import { expect, expectAccessible, noHorizontalScroll, test } from '../fixtures.ts'

const pageOf = (body: string) =>
  `<!doctype html><html lang="en"><head><title>Bills</title></head><body><main><h1>Bills</h1>${body}</main></body></html>`

/** Returns the message with which a check fails, without colors and escapes. */
const failureOf = (check: Promise<void>) =>
  check.then(
    () => 'no failure',
    (error: Error) => stripVTControlCharacters(error.message).replaceAll('\\', ''),
  )

test('the check of accessibility names each breach and its place', async ({ page }) => {
  await page.setContent(pageOf('<p>Paid</p>'))
  await expectAccessible(page)
  await page.setContent(
    pageOf('<img src="data:,"><p style="color: #bbb">Paid</p><button type="button"></button>'),
  )
  const failure = await failureOf(expectAccessible(page))
  expect(failure).toMatch(/critical: .*\[image-alt\]\s+at img/)
  expect(failure).toMatch(/critical: .*\[button-name\]\s+at button/)
  expect(failure).toMatch(/serious: .*\[color-contrast\]\s+at p/)
})

test('the check of sideways scrolling names the element that sticks out', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await page.setContent(pageOf('<p>Paid</p>'))
  await noHorizontalScroll(page)
  await page.setContent(pageOf('<p id="wide" style="width: 400px">Paid</p>'))
  expect(await failureOf(noHorizontalScroll(page))).toContain(
    '<p id="wide" style="width: 400px"> ends at 408 of 320 px',
  )
})
