import { parseArgs } from 'node:util'
import { demoAccounts, readAccounts } from './accounts.ts'
import { isNamedBy } from './attack.ts'
import { attacks, insideOnly } from './attacks/attacks.ts'
import { addressOf, sitesOf } from './client/deployment.ts'
import { closeConnections } from './client/web-client.ts'
import type { GeneratorReport } from './generator/generator-report.ts'
import { runGenerator } from './generator/run-generator.ts'
import { lazyBrowser } from './lazy-browser.ts'
import { startOwnProduct } from './product/own-product.ts'
import { printTable, summaryOf } from './report.ts'
import { type Deployment, Stage } from './stage.ts'
import { fromInside, type Outcome, offersOf, runAttack } from './verdict.ts'

const usage = `npm run misuse -- [options]
  --json              the outcome as one line of JSON, before the last line
  --url ADDRESS       attack this deployment instead of a new demo; only one that may be changed
  --second HOST:PORT  another process of that deployment
  --accounts FILE     who to sign in as there (docs/misuse.md); without it the people of the demo
  --only WORDS        only these attacks, with commas between: beginnings of ids, or numbers of points
  --no-browser        leave out what needs a browser
  --no-generator      leave out the generated requests
  --requests N        generated requests (default 1500)
  --seed N            seed of the generated requests
  --prove             break a copy of the product once for each attack, and see each fail`

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    url: { type: 'string' },
    second: { type: 'string' },
    accounts: { type: 'string' },
    only: { type: 'string' },
    'no-browser': { type: 'boolean', default: false },
    'no-generator': { type: 'boolean', default: false },
    requests: { type: 'string', default: '1500' },
    seed: { type: 'string', default: '16' },
    prove: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const isChosen = isNamedBy(values.only)

async function deploymentOf(): Promise<Deployment> {
  const accounts = values.accounts ? readAccounts(values.accounts) : demoAccounts()
  if (values.url === undefined) {
    const own = await startOwnProduct()
    return { sites: sitesOf(own.url), accounts, processes: [own.first, own.second], own }
  }
  const sites = sitesOf(values.url)
  const first = addressOf(sites.plain)
  const second = values.second ? [addressOf(`http://${values.second}`)] : []
  return { sites, accounts, processes: [first, ...second] }
}

async function attackAll(): Promise<boolean> {
  const deployment = await deploymentOf()
  const browser = lazyBrowser()
  const stage = new Stage(deployment, browser.open)
  const outcomes: Outcome[] = []
  let generator: GeneratorReport | 'broken' | null = null
  try {
    const offers = offersOf(deployment, !values['no-browser'], values.accounts === undefined)
    for (const attack of attacks.filter(isChosen)) {
      if (process.stderr.isTTY) process.stderr.write(`\r${attack.id.padEnd(40)}`)
      outcomes.push(await runAttack(attack, stage, offers))
    }
    outcomes.push(...insideOnly.map(fromInside).filter(isChosen))
    if (!values['no-generator'] && values.only === undefined)
      generator = await runGenerator(stage, Number(values.requests), Number(values.seed)).catch(
        (error: unknown) => {
          console.error('The generated requests could not be sent to the end:', error)
          return 'broken' as const
        },
      )
  } finally {
    if (process.stderr.isTTY) process.stderr.write(`\r${' '.repeat(40)}\r`)
    await browser.close()
    closeConnections()
    await deployment.own?.close()
  }
  outcomes.sort((one, other) => one.point - other.point)
  const report = generator === 'broken' ? null : generator
  const summary = summaryOf(outcomes, report)
  printTable(outcomes)
  if (report) printGenerator(report)
  if (values.json) console.log(JSON.stringify(summary))
  const faults = report ? report.fivexx + report.unnamed + report.echoed + report.half : 0
  const failed = summary.of - summary.passed + (faults > 0 || generator === 'broken' ? 1 : 0)
  // CI counts by this line.
  console.log(`${summary.passed} passed, ${failed} failed`)
  console.log(`misuse: ${summary.passed} of ${summary.of}`)
  return failed === 0
}

function printGenerator({
  requests,
  slowest_ms,
  slowest_endpoint,
  fivexx,
  unnamed,
  echoed,
  half,
  faults,
}: GeneratorReport) {
  console.log(
    `generator: ${requests} hostile requests, slowest ${slowest_ms} ms (${slowest_endpoint}); ${fivexx} answered 5xx, ${unnamed} without a reason, ${echoed} echoed unescaped, ${half} stored half`,
  )
  for (const fault of faults) console.log(`  ${fault}`)
}

if (values.help) console.log(usage)
else if (values.prove) {
  const { prove } = await import('./proofs/prove.ts')
  process.exitCode = (await prove(values.only)) ? 0 : 1
} else process.exitCode = (await attackAll()) ? 0 : 1
