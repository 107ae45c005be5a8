import { performance } from 'node:perf_hooks'

/** Milliseconds of wall time, and of this process's CPU per call. */
export type Figures = { n: number; p50: number; p95: number; p99: number; cpu: number }

const round = (value: number) => Math.round(value * 1000) / 1000

function quantile(sorted: number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
}

/** Calls `work` n times, one after the other, after n / 10 calls to warm up. */
export async function measure(n: number, work: (i: number) => Promise<unknown>): Promise<Figures> {
  for (let i = 0; i < Math.ceil(n / 10); i++) await work(-1 - i)
  const times: number[] = []
  const cpu = process.cpuUsage()
  for (let i = 0; i < n; i++) {
    const started = performance.now()
    await work(i)
    times.push(performance.now() - started)
  }
  const used = process.cpuUsage(cpu)
  times.sort((a, b) => a - b)
  return {
    n,
    p50: round(quantile(times, 0.5)),
    p95: round(quantile(times, 0.95)),
    p99: round(quantile(times, 0.99)),
    cpu: round((used.user + used.system) / 1000 / n),
  }
}

/** Prints figures as a table, each with its ratio to the baselines. */
export function print(rows: Record<string, Figures>, bare: Record<string, Figures>): void {
  const ratios = Object.entries(bare)
  const table = Object.fromEntries(
    Object.entries({ ...bare, ...rows }).map(([name, f]) => [
      name,
      { ...f, ...Object.fromEntries(ratios.map(([other, b]) => [`÷ ${other}`, round(f.p50 / b.p50)])) },
    ]),
  )
  console.table(table)
}
