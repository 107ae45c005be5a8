import path from 'node:path'
import type { StreamSettings } from '#features/record-stream/index.ts'
import type { RecordPlace } from '#features/the-record/index.ts'
import { witnessOf } from '#transparency-log/cosignature.ts'
import { siemOf } from './config-siem.ts'
import { type Env, httpsUrlOf, listOf, numberOf, switchOf, textOf } from './config-values.ts'
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
  /** Places for the checkpoints that the owner of the database does not command: folders, https addresses, witnesses. */
  places: RecordPlace[]
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
  const places = listOf(env, 'PORCHLIGHT_RECORD_PLACE').map((place) => placeOf(place))
  return {
    keyFile: keyFile && path.resolve(keyFile),
    places: [...listOf(env, 'PORCHLIGHT_RECORD_WITNESS').map(witnessPlaceOf), ...places],
  }
}

function placeOf(place: string): RecordPlace {
  if (!/^[a-z]+:\/\//i.test(place)) return { folder: path.resolve(place) }
  return { url: httpsUrlOf({ PORCHLIGHT_RECORD_PLACE: place }, 'PORCHLIGHT_RECORD_PLACE') ?? place }
}

/** Reads a witness: its public key, a space, and its address. Throws StartRefused. */
function witnessPlaceOf(text: string): RecordPlace {
  const name = 'PORCHLIGHT_RECORD_WITNESS'
  const [vkey = '', address = ''] = text.split(/\s+/)
  try {
    const url = httpsUrlOf({ [name]: address }, name)
    if (url !== undefined) return { witness: witnessOf(vkey), url }
  } catch (cause) {
    throw new StartRefused(`${name} has "${text}": ${(cause as Error).message}`, { cause })
  }
  throw new StartRefused(
    `${name} has "${text}", and must list public keys, each with a space and an https address behind it.`,
  )
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
