/**
 * `npm run bench -- first-load [--json]`: how soon a page is visible on a cheap phone at its first visit. Largest
 * Contentful Paint in Chromium at a sixth of the machine's speed, on slow 4G (150 ms, 1.6 Mbit/s), with an empty cache; beside a
 * bare static page in the same run, so that the ratio is comparable on a slow machine. `lcp_ms` is the median of the rounds.
 */
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium } from '@playwright/test'
import { town } from '@porchlight/server/testing/small-town.ts'
import { chromiumPath } from '../../e2e/browser.ts'
import { openBenchApp } from './bench-app.ts'
import { fillTwoYears } from './fill-two-years.ts'

const ROUNDS = 7
const AIM_MS = 600
const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 }
const slow4g = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
}

type Visit = { name: string; url: string; credential: string | undefined }
type Figures = { lcp: number; ttfb: number; bytes: number }

/** One visit with an empty cache: milliseconds from the navigation to the largest paint and to the first byte; bytes that came. */
async function visit(browser: Browser, { url, credential }: Visit): Promise<Figures> {
  const context = await browser.newContext(phone)
  if (credential) {
    const secureUrl = new URL(url).origin.replace('http:', 'https:')
    const cookie = { name: '__Host-porchlight-portal', value: credential, url: secureUrl }
    await context.addCookies([{ ...cookie, secure: true, httpOnly: true, sameSite: 'Lax' }])
  }
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', slow4g)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  let bytes = 0
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await page.goto(url, { waitUntil: 'load' })
  const times = await page.evaluate(
    () =>
      new Promise<{ lcp: number; ttfb: number }>((resolve) => {
        const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
        new PerformanceObserver((list) => {
          const last = list.getEntries().at(-1)
          if (last) resolve({ lcp: last.startTime, ttfb: navigation?.responseStart ?? 0 })
        }).observe({ type: 'largest-contentful-paint', buffered: true })
      }),
  )
  await context.close()
  return { ...times, bytes }
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Serves the smallest possible page: the lower limit of this machine at this moment. */
async function openBarePage() {
  const server = http.createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(
      '<!doctype html><html lang="en"><title>Bare</title><h1>A bare page</h1><p>One line of text.</p>',
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() }
}

const app = await openBenchApp()
const bare = await openBarePage()
const { executablePath, env, args } = await chromiumPath()
const { host } = new URL(app.origins.portal)
const rules = `--host-resolver-rules=MAP ${host} 127.0.0.1:${app.port}`
const browser = await chromium.launch({ executablePath, env, args: [...args, rules] })
try {
  await fillTwoYears(app.owner)
  const headers = await app.signedIn('portal', town.maria)
  const credential = headers.cookie.split('=')[1]
  const [bill] = await app.owner`SELECT max(bill_id) AS id FROM bills WHERE account_id = ${town.mariaAccount}`
  const account = `${app.origins.portal}/accounts/${town.mariaAccount}`
  const visits: Visit[] = [
    { name: 'bare', url: bare.url, credential: undefined },
    { name: 'sign-in', url: `${app.origins.portal}/sign-in`, credential: undefined },
    { name: 'overview', url: `${account}/overview`, credential },
    { name: 'bill', url: `${account}/bills/${bill?.id}`, credential },
    { name: 'usage', url: `${account}/usage`, credential },
  ]
  const seen = new Map(visits.map(({ name }) => [name, [] as Figures[]]))
  // The first round warms up server and browser. Each round loads every page, so that a busy minute slows all of them.
  for (let round = 0; round <= ROUNDS; round++)
    for (const one of visits) {
      const figures = await visit(browser, one)
      if (round > 0) seen.get(one.name)?.push(figures)
    }
  const lcpOf = (name: string) => median((seen.get(name) ?? []).map(({ lcp }) => lcp))
  const floor = lcpOf('bare')
  const rows = visits.map(({ name }) => {
    const figures = seen.get(name) ?? []
    const lcp = lcpOf(name)
    return {
      page: name,
      lcp_ms: Math.round(lcp),
      ratio: Number((lcp / floor).toFixed(2)),
      over_bare_ms: Math.round(lcp - floor),
      ttfb_ms: Math.round(median(figures.map(({ ttfb }) => ttfb))),
      kilobytes: Number((median(figures.map(({ bytes }) => bytes)) / 1024).toFixed(1)),
      ok: lcp <= AIM_MS,
    }
  })
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ aim_ms: AIM_MS, rounds: ROUNDS, pages: rows }))
  else console.table(rows)
} finally {
  await browser.close()
  bare.close()
  await app.close()
}
