/**
 * `npm run budget`: what a browser has to load first, gzipped, and what a page costs the server. Fails past the budgets; the
 * last line is `N passed, N failed`.
 */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { firstChunks, readAssets } from '../server/src/assets.ts'
import { town } from '../server/src/testing/small-town.ts'
import { openBenchApp } from './bench/bench-app.ts'
import { fillTwoYears } from './bench/fill-two-years.ts'
import { measure } from './bench/measure.ts'

const kilobytes = (...contents: (string | Buffer)[]) =>
  contents.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0) / 1024
const asset = (name: string) => readFileSync(`dist/assets/${name}`)

const app = await openBenchApp()
const outcomes: { what: string; is: string; budget: string; ok: boolean }[] = []
const check = (what: string, is: number, budget: number, unit: string) =>
  outcomes.push({ what, is: `${is.toFixed(2)} ${unit}`, budget: `${budget} ${unit}`, ok: is <= budget })

try {
  await fillTwoYears(app.owner)
  const headers = await app.signedIn('portal', town.maria)
  const account = `/accounts/${town.mariaAccount}`
  const pages = [
    '/sign-in',
    `${account}/overview`,
    `${account}/bills`,
    `${account}/usage`,
    `${account}/information`,
    `${account}/preferences`,
    `${account}/pay`,
    '/access',
    '/password',
    '/link-account',
  ]
  for (const page of pages) {
    const { status, text } = await app.send(app.origins.portal, 'GET', page, headers)
    if (status !== 200) throw new Error(`${page} answered ${status}`)
    const scripts = [...text.matchAll(/<script[^>]* src="\/assets\/[^/]+\/([^"]+)"/g)].map((match) =>
      asset(match[1] ?? ''),
    )
    check(`JavaScript of ${page}`, kilobytes(...scripts), page.endsWith('/usage') ? 50 : 25, 'KB')
    if (page.endsWith('/overview'))
      // A first visit: the page carries its stylesheet in itself.
      check('HTML and CSS of the overview', kilobytes(text), 30, 'KB')
  }
  for (const locale of ['en', 'es'])
    check(
      `JavaScript of the desk in ${locale}`,
      kilobytes(
        asset(`desk.${locale}.js`),
        ...firstChunks(await readAssets('dist/assets'), `desk.${locale}.js`).map(asset),
      ),
      90,
      'KB',
    )
  // CPU of server and client together, less what a bare route takes of both; warm, and the best of some rounds: what else the
  // machine does only adds.
  const cpuOf = async (url: string) => {
    const ask = () => app.send(app.origins.portal, 'GET', url, headers)
    await measure(400, ask)
    const rounds: number[] = []
    for (let round = 0; round < 5; round++) rounds.push((await measure(100, ask)).cpu)
    return Math.min(...rounds)
  }
  const bare = await cpuOf('/healthz')
  // A time depends on the machine: it is told beside its budget, and only bytes pass or fail.
  const cpu = (await cpuOf(`${account}/overview`)) - bare
  console.log(`CPU of the overview, queries included: ${cpu.toFixed(2)} ms (budget 5 ms)`)
} finally {
  await app.close()
}
console.table(outcomes)
const failed = outcomes.filter((outcome) => !outcome.ok).length
console.log(`${outcomes.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
