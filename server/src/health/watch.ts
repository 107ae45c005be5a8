import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Database } from '#database/database.ts'
import type { Installation } from '../installation.ts'
import { type AccessLine, createAccessLog } from './access-log.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { operatingFigures } from './queries.ts'
import { createReadiness, type Readiness } from './readiness.ts'
import { routeLabel } from './route-label.ts'

/** What is seen of this process from outside: whether it is ready, its figures, and its access log. */
export type Watch = {
  readiness(): Promise<Readiness>
  metrics: Metrics
  /** @param outage what the database said of a request that was answered 503 */
  answered(line: AccessLine, outage?: Error): void
  /** Says where the number of open streams is read. */
  countStreams(count: () => number): void
}

export type WatchOptions = {
  database: Database
  /** Names of the migrations that this version needs. */
  migrations?: readonly string[]
  version?: string
  log: Installation['log']
  /** Seconds that due work may wait before `/readyz` says no; 0 leaves that out. */
  workerLagSeconds?: number
  /** Writes the access log; undefined for none. */
  accessLog?: ((line: AccessLine) => void) | undefined
}

/** Lines about requests that were answered 503 come at most this often; the figures count each. */
const quietMs = 1_000

export function createWatch(options: WatchOptions): Watch {
  const { database, log, version = 'unknown', accessLog, migrations = [], workerLagSeconds = 0 } = options
  const readiness = createReadiness({ database, migrations, workerLagSeconds })
  let streams = () => 0
  const metrics = createMetrics({
    version,
    readiness,
    figures: () => operatingFigures.one(database.worker, {}).catch(() => undefined),
    pools: () => ({
      portal: database.portal.counts(),
      view: database.view.counts(),
      desk: database.desk.counts(),
      worker: database.worker.counts(),
    }),
    streams: () => streams(),
  })
  const noteUnavailable = unavailableLog(log)
  return {
    readiness,
    metrics,
    countStreams: (count) => {
      streams = count
    },
    answered: (line, outage) => {
      metrics.answered(line)
      accessLog?.(line)
      if (line.status === 503 && line.route !== '/readyz') noteUnavailable(line, outage)
    },
  }
}

/** Logs requests that were answered 503: the first one at once, then how many more there were. */
function unavailableLog(log: Installation['log']) {
  let quietUntil = 0
  let unsaid = 0
  return ({ correlationId, site, route }: AccessLine, outage: Error | undefined) => {
    const now = performance.now()
    if (now < quietUntil) {
      unsaid += 1
      return
    }
    const said = { correlationId, site, route, sinceTheLastLine: unsaid }
    log.warn({ ...said, err: outage?.cause ?? outage }, 'a request was answered 503')
    quietUntil = now + quietMs
    unsaid = 0
  }
}

/** The access log of an installation that asks for one. */
export const accessLogOf = (isOn: boolean) => (isOn ? createAccessLog() : undefined)

/**
 * Serves `/healthz` (the process is alive) and `/readyz` (it should get requests; else 503) under every name, and counts every
 * request when it was answered. To be called ahead of whatever tells the sites apart.
 * @param headers those of every response: no site has set its own yet
 */
export function serveHealth(
  app: FastifyInstance,
  watch: Watch,
  pageOf: (method: string, path: string) => string | undefined,
  headers: Readonly<Record<string, string>>,
): void {
  app.addHook('onRequest', async (request, response) => {
    if (request.url === '/healthz')
      return response.headers(headers).type('text/plain; charset=utf-8').send('ok')
    if (request.url !== '/readyz') return
    const readiness = await watch.readiness()
    return response
      .code(readiness.ready ? 200 : 503)
      .headers(headers)
      .send(readiness)
  })
  app.addHook('onResponse', async (request, response) => {
    const bytes = Number(response.getHeader('content-length'))
    const line = {
      method: request.method,
      site: siteOf(request),
      route: routeLabel(request, pageOf),
      status: response.statusCode,
      seconds: response.elapsedTime / 1_000,
      correlationId: request.id,
      bytes: Number.isFinite(bytes) ? bytes : undefined,
    }
    watch.answered(line, request.outage)
  })
}

const siteOf = (request: FastifyRequest) => request.place?.site ?? 'none'
