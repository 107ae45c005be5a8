import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { OperatingFigures } from './queries.generated.ts'
import type { Readiness } from './readiness.ts'

/** A request that was answered. The route is a template: no figure names a customer. */
export type AnsweredRequest = {
  method: string
  site: string
  route: string
  status: number
  seconds: number
}

/** Connections of a role's pool. `waiting` are the requests that wait for one. */
export type PoolFigures = { open: number; idle: number; waiting: number; most: number }

type Sources = {
  version: string
  /** Undefined where the database does not answer. */
  figures(): Promise<OperatingFigures['row'] | undefined>
  readiness(): Promise<Readiness>
  pools(): Record<string, PoolFigures>
  streams(): number
}

export type Metrics = {
  contentType: string
  /** The figures as they are now, in Prometheus's text format. */
  read(): Promise<string>
  answered(request: AnsweredRequest): void
  jobRan(job: string, outcome: 'done' | 'failed', seconds: number): void
}

const latencyBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Makes the metrics of this process, in Prometheus's format. Those of the database are read when they are asked for. */
export function createMetrics({ version, figures, readiness, pools, streams }: Sources): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'porchlight_' })
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `porchlight_${name}`, help, labelNames, registers })

  gauge('build_info', 'The version that runs.', ['version']).set({ version }, 1)
  const requests = new Counter({
    name: 'porchlight_http_requests_total',
    help: 'Requests that were answered, by the template of their route.',
    labelNames: ['method', 'site', 'route', 'status'],
    registers,
  })
  const latency = new Histogram({
    name: 'porchlight_http_request_seconds',
    help: 'Time to answer a request. Streams of live updates are left out.',
    labelNames: ['method', 'site', 'route'],
    buckets: latencyBuckets,
    registers,
  })
  const unavailable = new Counter({
    name: 'porchlight_http_unavailable_total',
    help: 'Requests that were answered 503: the database, the identity provider or another part was out of reach.',
    labelNames: ['site'],
    registers,
  })
  // Known from the first scrape on: a rate over a series that appears with the outage would miss its beginning.
  for (const site of ['portal', 'desk', 'view', 'plain']) unavailable.inc({ site }, 0)
  const jobs = new Counter({
    name: 'porchlight_job_runs_total',
    help: 'Runs of the worker’s jobs in this process.',
    labelNames: ['job', 'outcome'],
    registers,
  })
  const jobSeconds = new Counter({
    name: 'porchlight_job_seconds_total',
    help: 'Time that the worker’s jobs took in this process.',
    labelNames: ['job'],
    registers,
  })

  const connections = gauge('pool_connections', 'Connections of a role’s pool in this process.', [
    'pool',
    'state',
  ])
  const most = gauge('pool_connections_max', 'The most connections that a role’s pool opens.', ['pool'])
  const waiting = gauge('pool_waiting', 'Requests that wait for a connection of a role’s pool.', ['pool'])
  const checks = gauge('check_ok', 'The named checks of /readyz: 1 passes, 0 fails.', ['check'])
  const live = gauge('live_streams', 'Open streams of live updates in this process.')
  const lag = gauge('worker_lag_seconds', 'How long the oldest due task has waited (of all processes).')
  const due = gauge('tasks_due', 'Tasks that are due (of all processes).')
  const outboxWaiting = gauge('outbox_waiting', 'What waits to be sent (of all processes).', ['outbox'])
  const outboxAge = gauge('outbox_age_seconds', 'How long the oldest of it has waited.', ['outbox'])
  const givenUp = gauge('mail_given_up', 'Mails that were given up; each has a to do.')
  const unsealed = gauge(
    'record_unsealed_seconds',
    'Age of the oldest entry of the record that is not sealed.',
  )
  const notKept = gauge(
    'record_place_failing_seconds',
    'How long the second place of the record has taken no checkpoint; 0 while it does.',
  )
  const siemLag = gauge(
    'siem_lag_seconds',
    'Age of the oldest sealed line of the record that the SIEM has not acknowledged; 0 without one.',
  )
  const siemWaiting = gauge('siem_waiting', 'Sealed lines of the record that the SIEM has not acknowledged.')
  const masquerades = gauge('live_masquerades', 'Masquerades that are live (of all processes).', ['mode'])

  const readFigures = async () => {
    const row = await figures()
    // Where the database does not answer no figure is better than an old one.
    for (const one of [lag, due, givenUp, unsealed, notKept, siemLag, siemWaiting]) one.remove()
    for (const one of [outboxWaiting, outboxAge, masquerades]) one.reset()
    if (!row) return
    lag.set(row.workerLagSeconds)
    due.set(row.tasksDue)
    givenUp.set(row.mailGivenUp)
    unsealed.set(row.recordUnsealedSeconds)
    notKept.set(row.recordPlaceFailingSeconds)
    siemLag.set(row.siemLagSeconds)
    siemWaiting.set(row.siemWaiting)
    outboxWaiting.set({ outbox: 'mail' }, row.mailWaiting)
    outboxWaiting.set({ outbox: 'cis' }, row.cisWaiting)
    outboxAge.set({ outbox: 'mail' }, row.mailAgeSeconds)
    outboxAge.set({ outbox: 'cis' }, row.cisAgeSeconds)
    masquerades.set({ mode: 'read' }, row.masqueradesReading)
    masquerades.set({ mode: 'act' }, row.masqueradesActing)
  }
  const readChecks = async () => {
    const state = await readiness()
    for (const [check, { ok }] of Object.entries(state.checks)) checks.set({ check }, ok ? 1 : 0)
  }
  const readProcess = () => {
    live.set(streams())
    for (const [pool, figure] of Object.entries(pools())) {
      connections.set({ pool, state: 'busy' }, figure.open - figure.idle)
      connections.set({ pool, state: 'idle' }, figure.idle)
      waiting.set({ pool }, figure.waiting)
      most.set({ pool }, figure.most)
    }
  }

  return {
    contentType: registry.contentType,
    read: async () => {
      readProcess()
      await Promise.all([readFigures(), readChecks()])
      return registry.metrics()
    },
    answered: ({ method, site, route, status, seconds }) => {
      requests.inc({ method, site, route, status: String(status) })
      latency.observe({ method, site, route }, seconds)
      if (status === 503) unavailable.inc({ site })
    },
    jobRan: (job, outcome, seconds) => {
      jobs.inc({ job, outcome })
      jobSeconds.inc({ job }, seconds)
    },
  }
}
