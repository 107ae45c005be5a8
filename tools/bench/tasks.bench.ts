/**
 * Measures the task engine: tasks made with their change and completed, compared in the same run with a bare INSERT and with graphile-worker;
 * the time until a commit wakes the worker; tasks lost or doubled when the worker is killed. Measures the desk's queries too: the Self-Service
 * Task Query among a million tasks, and the Web User Summary zone. `--json`: one object as the last line. `--quick`: a tenth of it.
 * `--chaos`: accidents instead, and what was lost or doubled. `--pressure`: floods, slow neighbors, bloat and old snapshots instead;
 * `--moves N`: how many moves the bloat is measured over.
 */
import { parseArgs } from 'node:util'
import { openBenchApp } from './bench-app.ts'
import { chaos, type Verdict } from './tasks/chaos.ts'
import { engineFigures } from './tasks/engine.ts'
import { pressure } from './tasks/pressure.ts'
import { fillTaskQueries, measureTaskQueries } from './tasks/query.ts'
import { measureZone } from './tasks/zone.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    chaos: { type: 'boolean', default: false },
    pressure: { type: 'boolean', default: false },
    moves: { type: 'string' },
  },
})

/** Measures throughput and queries. */
async function speed(isQuick: boolean) {
  const engine = await engineFigures(isQuick)
  const app = await openBenchApp(['shared_preload_libraries=pg_stat_statements'])
  try {
    const zone = await measureZone(app, isQuick ? 30 : 300)
    console.table(zone)
    await fillTaskQueries(app, isQuick ? 100_000 : 1_000_000)
    const { query_p95_ms, figures } = await measureTaskQueries(app)
    console.table(figures)
    const zone_p95_ms = Object.fromEntries(Object.entries(zone).map(([name, { p95 }]) => [name, p95]))
    return { ...engine, query_p95_ms, zone_p95_ms }
  } finally {
    await app.close()
  }
}

/** Runs the accidents and the pressures that were asked for. */
async function disasters() {
  const moves = Number(values.moves ?? (values.quick ? 100_000 : 10_000_000))
  const suites: Record<string, Record<string, Verdict>> = {
    ...(values.chaos && { chaos: await chaos(values.quick) }),
    ...(values.pressure && { pressure: await pressure(values.quick, moves) }),
  }
  const all = Object.values(suites).flatMap((suite) => Object.values(suite))
  const sum = (key: 'lost' | 'doubled') => all.reduce((total, verdict) => total + verdict[key], 0)
  return {
    ...Object.fromEntries(
      Object.entries(suites).map(([name, suite]) => {
        const verdicts = Object.values(suite)
        return [name, { passed: verdicts.filter(({ passed }) => passed).length, of: verdicts.length }]
      }),
    ),
    lost: sum('lost'),
    doubled: sum('doubled'),
    details: suites,
  }
}

const figures = await (values.chaos || values.pressure ? disasters() : speed(values.quick))
if (values.json) console.log(JSON.stringify(figures))
