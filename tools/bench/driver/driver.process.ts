import { setTimeout as pause } from 'node:timers/promises'
import { drivers } from './drivers.ts'

/** Measures one driver, or runs requests on it while its connections are cut. The parent process counts how often this one exits. */
const [name = '', url = '', what = ''] = process.argv.slice(2)
const open = drivers[name]
if (!open) throw new Error(`no driver is called ${name}`)

const size = 8
const hangMs = 10_000

async function many(work: () => Promise<unknown>, calls: number) {
  let left = calls
  const one = async () => {
    while (left-- > 0) await work()
  }
  const began = performance.now()
  const before = process.cpuUsage()
  await Promise.all(Array.from({ length: size }, one))
  const { user, system } = process.cpuUsage(before)
  const seconds = (performance.now() - began) / 1_000
  return { cpuMicroseconds: (user + system) / calls, perSecond: calls / seconds }
}

if (what === 'measure') {
  const driver = open(url, size)
  const rounds: { request: Awaited<ReturnType<typeof many>>; statement: Awaited<ReturnType<typeof many>> }[] =
    []
  await many(driver.request, 3_000)
  await many(driver.statement, 3_000)
  for (let round = 0; round < 5; round += 1)
    rounds.push({
      request: await many(driver.request, 3_000),
      statement: await many(driver.statement, 6_000),
    })
  process.send?.(rounds)
  await driver.end()
} else {
  const driver = open(url, size)
  const counted = { done: 0, failed: 0, hangs: 0 }
  let isOver = false
  const worker = async () => {
    while (!isOver) {
      const late = pause(hangMs, 'late' as const, { ref: false })
      const outcome = driver.request().then(
        () => 'done' as const,
        () => 'failed' as const,
      )
      const how = await Promise.race([outcome, late])
      if (how === 'late') counted.hangs += 1
      else counted[how] += 1
      if (how === 'failed') await pause(5)
    }
  }
  const workers = Promise.all(Array.from({ length: 2 * size }, worker))
  process.on('message', () => {
    isOver = true
  })
  await workers
  process.send?.(counted)
  process.disconnect()
  process.exit(0)
}
