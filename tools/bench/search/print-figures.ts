import type { SizeFigures } from './measure-size.ts'

/** Prints the figures of a size as tables for people. */
export function printFigures(size: number, figures: SizeFigures): void {
  const { families, profile = [], throughput, baselines, updates, naughty, fill, ...numbers } = figures
  const title = (text: string) => console.log(`\n${size.toLocaleString('en')} people: ${text}`)
  title(`filled in ${fill.seconds} s, ${(fill.database_bytes / 1024 ** 3).toFixed(1)} GB`)
  console.log(numbers)
  const table = (name: string, rows: object) => {
    if (Object.keys(rows).length === 0) return
    title(name)
    console.table(rows)
  }
  table('families, times in ms through HTTP, one client', families)
  table('statements by the buffers that they touch', profile)
  table('one box: closed loop by clients, open loop by searches a second', throughput)
  table('what a committed change costs with and without the index kept in step, ms', updates)
  if (Object.keys(naughty).length > 0) {
    title('naughty strings in every field')
    console.log(naughty)
  }
  for (const [name, baseline] of Object.entries<object>(baselines)) {
    title(`beside it: ${name}`)
    if ('families' in baseline) console.table(baseline.families)
    const { families: _, ...rest } = baseline as { families?: unknown }
    if (Object.keys(rest).length > 0) console.log(rest)
  }
}
