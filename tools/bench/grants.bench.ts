/**
 * Measures the cost of grants: CPU of a request in the product, compared with the same request where a decision is a plain object and a write
 * compares no ids. The two alternate every 100 requests, so that other load on the machine affects both alike. `--json`, `--quick`.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'

type Run = { cpu: number; decisions: number; commands: number }

const rounds = process.argv.includes('--quick') ? 5 : 25
const n = 100
const here = (file: string) => new URL(`./grants/${file}`, import.meta.url)
const start = (...imports: string[]) =>
  fork(here('requests.process.ts'), {
    execArgv: ['tsx', ...imports].flatMap((name) => ['--import', name]),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
const sides = { with: start(), without: start(here('without.mjs').href) }
const ask = async (side: keyof typeof sides, name: string) => {
  sides[side].send({ name, n })
  return (await once(sides[side], 'message'))[0] as Run
}
const middle = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const [[names]] = (await Promise.all(Object.values(sides).map((side) => once(side, 'message')))) as [
  [string[]],
  unknown,
]
const figures: Record<string, object> = {}
for (const name of names) {
  const runs: Record<keyof typeof sides, Run[]> = { with: [], without: [] }
  for (let round = -2; round < rounds; round += 1)
    for (const side of ['with', 'without'] as const) {
      const run = await ask(side, name)
      if (round >= 0) runs[side].push(run)
    }
  const cpu = (side: keyof typeof sides) => Math.round(middle(runs[side].map((run) => run.cpu)))
  const differences = runs.with.map((run, at) => run.cpu - (runs.without[at]?.cpu ?? 0))
  figures[name] = {
    'CPU µs with': cpu('with'),
    'CPU µs without': cpu('without'),
    'median of differences': Math.round(middle(differences)),
    decisions: runs.without[0]?.decisions,
    writes: runs.without[0]?.commands,
  }
}
for (const side of Object.values(sides)) {
  side.send('end')
  await once(side, 'exit')
}
console.table(figures)
if (process.argv.includes('--json')) console.log(JSON.stringify(figures))
