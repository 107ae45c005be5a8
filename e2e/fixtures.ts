import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, test as base, expect, type Page, type TestInfo } from '@playwright/test'
import type axe from 'axe-core'
import { madeUpCustomer } from './customers.ts'
import { type JourneyCustomer, type ServerAddresses, serverAddresses } from './server.ts'

declare global {
  interface Window {
    axe: typeof axe
  }
}

export { expect }

const SHOTS = fileURLToPath(new URL('../test-results/shots/', import.meta.url))
const ACCESSIBILITY_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const SIZES = [
  { width: 1440, height: 900 },
  { width: 320, height: 640 },
]

type Fixtures = {
  /** The base URLs of the server under test. */
  addresses: ServerAddresses
  /** Allows console errors and page errors that match, such as the browser's line about a 4xx response. */
  allowConsoleErrors: (pattern: RegExp) => void
  /** A customer whom no other journey file changes or counts. */
  customer: JourneyCustomer
  /** A second one, where customers.ts gives the journey file two. */
  secondCustomer: JourneyCustomer
}

/** The journey's file as customers.ts names it: `desk/live`. */
const journeyOf = ({ file }: TestInfo) =>
  path
    .relative(fileURLToPath(new URL('.', import.meta.url)), file)
    .replaceAll(path.sep, '/')
    .replace(/\.spec\.ts$/, '')

/**
 * Playwright's test. It fails on an unexpected console error or page error in any page of any context of the test, and closes the
 * contexts that the test leaves open.
 */
export const test = base.extend<Fixtures>({
  addresses: async ({ browserName: _ }, use) => {
    await use(serverAddresses())
  },
  customer: async ({ addresses }, use, info) => {
    await use(madeUpCustomer(addresses, journeyOf(info), info.repeatEachIndex, 0))
  },
  secondCustomer: async ({ addresses }, use, info) => {
    await use(madeUpCustomer(addresses, journeyOf(info), info.repeatEachIndex, 1))
  },
  allowConsoleErrors: [
    async ({ browser }, use) => {
      const seen: string[] = []
      // A page that is left aborts the desk's event stream.
      const allowed: RegExp[] = [/net::ERR_FAILED \(\S*\/api\/desk\/live\b/]
      const watch = (context: BrowserContext) => {
        context.on('weberror', (event) => seen.push(`page error: ${event.error().message}`))
        context.on('console', (message) => {
          if (message.type() === 'error') seen.push(`${message.text()} (${message.location().url})`)
        })
      }
      browser.contexts().forEach(watch)
      browser.on('context', watch)
      await use((pattern) => allowed.push(pattern))
      browser.off('context', watch)
      const unexpected = seen.filter((line) => !allowed.some((pattern) => pattern.test(line)))
      // Pages that stay open would go on working beside all later journeys of this worker.
      await Promise.all(browser.contexts().map((context) => context.close()))
      expect(unexpected, 'unexpected errors in the browser console').toEqual([])
    },
    { auto: true },
  ],
})

/** Fails with a readable list where axe finds a breach of WCAG 2.2 A or AA or of its best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  // No page of the product has a frame, so axe runs in the page itself. Deque's package for Playwright opens another page to collect the
  // findings of frames, and loads axe again there.
  expect(await page.locator('iframe').count(), `frames of ${page.url()}`).toBe(0)
  await page.evaluate(axeSource)
  const { violations } = await page.evaluate(
    (tags) => window.axe.run({ runOnly: tags, resultTypes: ['violations'] }),
    ACCESSIBILITY_TAGS,
  )
  const breaches = violations.map(({ id, impact, help, nodes }) => {
    const places = nodes.map(
      ({ target, failureSummary = '' }) =>
        `\n  at ${target.join(' ')}\n     ${failureSummary.replace(/\n\s*/g, ' ')}`,
    )
    return `${impact ?? 'minor'}: ${help} [${id}]${places.join('')}`
  })
  expect(breaches.join('\n'), `accessibility of ${page.url()}`).toBe('')
}

/** Fails where the page scrolls sideways at its present width, naming up to five elements that stick out. */
export async function noHorizontalScroll(page: Page): Promise<void> {
  const culprits = await page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    // scrollWidth also covers text that overflows a box which itself fits.
    const end = (e: Element) => e.getBoundingClientRect().left + Math.max(e.clientWidth, e.scrollWidth)
    const right = (e: Element) => Math.round(Math.max(e.getBoundingClientRect().right, end(e)))
    const out = [...document.querySelectorAll('body *')].filter((e) => right(e) > width)
    const innermost = out.filter((e) => ![...e.children].some((child) => out.includes(child)))
    const named = innermost.slice(0, 5).map((e) => {
      const tag = e.outerHTML.slice(0, e.outerHTML.indexOf('>') + 1).slice(0, 120)
      return `${tag} ends at ${right(e)} of ${width} px`
    })
    return named.length > 0 ? named : [`scrolls to ${document.documentElement.scrollWidth} of ${width} px`]
  })
  expect(culprits, `sideways scrolling of ${page.url()}`).toEqual([])
}

/**
 * Takes full-page screenshots `test-results/shots/<name>-<width>-<light|dark>.png` at 1440 and 320 px, light and dark.
 * Leaves the page's viewport and color scheme as they were.
 */
export async function shot(page: Page, name: string): Promise<void> {
  const viewport = page.viewportSize()
  const wasDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  try {
    for (const size of SIZES) {
      await page.setViewportSize(size)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const path = `${SHOTS}${name}-${size.width}-${colorScheme}.png`
        await page.screenshot({ path, fullPage: true, animations: 'disabled' })
      }
    }
  } finally {
    await page.emulateMedia({ colorScheme: wasDark ? 'dark' : 'light' })
    if (viewport) await page.setViewportSize(viewport)
  }
}
