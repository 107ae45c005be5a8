import path from 'node:path'
import type { StreamSettings } from '#features/record-stream/index.ts'
import { siemOf } from './config-siem.ts'
import { type Env, httpsUrlOf, numberOf, switchOf, textOf } from './config-values.ts'
import { StartRefused } from './start-refused.ts'

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** What an operator sees of a process. `docs/operating.md` explains every variable. */
export type OperatingConfig = {
  logLevel: LogLevel
  /** One line a request on standard output. */
  accessLog: boolean
  /** Where Prometheus asks; undefined: nowhere. */
  metrics: { port: number; listen: string } | undefined
  /** Seconds that due work may wait before `/readyz` says that this process is not ready; 0 leaves that out. */
  readyWorkerLagSeconds: number
  record: RecordConfig
  /** Where the record streams to; undefined: nowhere, in a demo to its stand-in. */
  siem: StreamSettings | undefined
}

/** How the record is proved. */
export type RecordConfig = {
  /** The file with the key, or keys, that sign its checkpoints; undefined: the demo's own, and none in production. */
  keyFile: string | undefined
  /** A second place for the checkpoints, which the owner of the database does not command: a folder or an https address. */
  place: { folder: string } | { url: string } | undefined
}

/** Reads the variables of log, metrics and readiness. Throws StartRefused. */
export function operatingOf(env: Env, isDemo: boolean, port: number): OperatingConfig {
  return {
    logLevel: logLevelOf(env, isDemo ? 'warn' : 'info'),
    accessLog: switchOf(env, 'PORCHLIGHT_ACCESS_LOG', false),
    metrics: metricsOf(env, port),
    readyWorkerLagSeconds: numberOf(env, 'PORCHLIGHT_READY_WORKER_LAG', 900, 0, 86_400),
    record: recordOf(env),
    siem: siemOf(env),
  }
}

function recordOf(env: Env): RecordConfig {
  const keyFile = textOf(env, 'PORCHLIGHT_RECORD_KEY')
  const place = textOf(env, 'PORCHLIGHT_RECORD_PLACE')
  const isUrl = place !== undefined && /^[a-z]+:\/\//i.test(place)
  const url = isUrl ? httpsUrlOf(env, 'PORCHLIGHT_RECORD_PLACE') : undefined
  return {
    keyFile: keyFile && path.resolve(keyFile),
    place: url ? { url } : place === undefined ? undefined : { folder: path.resolve(place) },
  }
}

function logLevelOf(env: Env, fallback: LogLevel): LogLevel {
  const text = textOf(env, 'PORCHLIGHT_LOG_LEVEL')?.toLowerCase() ?? fallback
  const level = logLevels.find((one) => one === text)
  if (level) return level
  throw new StartRefused(`PORCHLIGHT_LOG_LEVEL is "${text}", and must be one of ${logLevels.join(', ')}.`)
}

function metricsOf(env: Env, port: number): OperatingConfig['metrics'] {
  const listen = textOf(env, 'PORCHLIGHT_METRICS_LISTEN')
  if (textOf(env, 'PORCHLIGHT_METRICS_PORT') === undefined) {
    if (listen === undefined) return undefined
    throw new StartRefused(
      'PORCHLIGHT_METRICS_LISTEN is set and PORCHLIGHT_METRICS_PORT is not: set both or neither.',
    )
  }
  const own = numberOf(env, 'PORCHLIGHT_METRICS_PORT', 0, 1, 65_535)
  if (own === port)
    throw new StartRefused('PORCHLIGHT_METRICS_PORT must differ from PORT: metrics are never public.')
  return { port: own, listen: listen ?? '127.0.0.1' }
}
