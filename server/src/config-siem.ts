import { readFileSync } from 'node:fs'
import {
  type Collector,
  type StreamSettings,
  type SyslogFormat,
  syslogFormats,
} from '#features/record-stream/index.ts'
import { type Env, httpsUrlOf, switchOf, textOf } from './config-values.ts'
import { StartRefused } from './start-refused.ts'

const others = [
  'PORCHLIGHT_SIEM_AUTHORIZATION',
  'PORCHLIGHT_SIEM_CA',
  'PORCHLIGHT_SIEM_VALUES',
  'PORCHLIGHT_SIEM_FROM',
  'PORCHLIGHT_SIEM_FORMAT',
]
const froms = ['beginning', 'now'] as const

/** Reads where the record streams to. Undefined: nowhere. Throws StartRefused. */
export function siemOf(env: Env): StreamSettings | undefined {
  const url = textOf(env, 'PORCHLIGHT_SIEM_URL')
  if (url === undefined) {
    const left = others.find((name) => textOf(env, name) !== undefined)
    if (left)
      throw new StartRefused(`${left} is set and PORCHLIGHT_SIEM_URL is not: set PORCHLIGHT_SIEM_URL too.`)
    return undefined
  }
  const text = textOf(env, 'PORCHLIGHT_SIEM_FROM') ?? 'beginning'
  const from = froms.find((one) => one === text)
  if (!from) throw new StartRefused(`PORCHLIGHT_SIEM_FROM is "${text}", and must be "beginning" or "now".`)
  return { collector: collectorOf(env, url), hasValues: switchOf(env, 'PORCHLIGHT_SIEM_VALUES', false), from }
}

function collectorOf(env: Env, text: string): Collector {
  const authorization = textOf(env, 'PORCHLIGHT_SIEM_AUTHORIZATION')
  const ca = textOf(env, 'PORCHLIGHT_SIEM_CA')
  const format = textOf(env, 'PORCHLIGHT_SIEM_FORMAT')
  if (!/^syslog\+/.test(text)) {
    if (ca !== undefined)
      throw new StartRefused('PORCHLIGHT_SIEM_CA is for syslog: for https set NODE_EXTRA_CA_CERTS.')
    if (format !== undefined && format !== 'ocsf')
      throw new StartRefused('PORCHLIGHT_SIEM_FORMAT is for syslog: an https address gets OCSF.')
    const url = httpsUrlOf(env, 'PORCHLIGHT_SIEM_URL')
    return { kind: 'http', url: url ?? text, authorization }
  }
  if (authorization !== undefined)
    throw new StartRefused(
      'PORCHLIGHT_SIEM_AUTHORIZATION is for an https address: syslog has no such header.',
    )
  const [, way, host = '', port] =
    /^syslog\+(tls|tcp):\/\/(\[[\da-f:]+\]|[\w.-]+)(?::(\d{1,5}))?\/?$/i.exec(text) ?? []
  const isLoopback = /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/.test(host)
  const number = Number(port ?? 6514)
  if (!host || number < 1 || number > 65_535 || (way === 'tcp' && !isLoopback))
    throw new StartRefused(
      'PORCHLIGHT_SIEM_URL must be an https address, or syslog+tls://siem.utility.example:6514; syslog+tcp:// is for this machine only.',
    )
  return {
    kind: 'syslog',
    host: host.replace(/^\[|\]$/g, ''),
    port: number,
    isTls: way === 'tls',
    ca: caOf(ca),
    format: formatOf(format),
  }
}

function formatOf(text: string | undefined): SyslogFormat | undefined {
  if (text === undefined) return undefined
  const format = syslogFormats.find((one) => one === text)
  if (!format)
    throw new StartRefused(`PORCHLIGHT_SIEM_FORMAT is "${text}", and must be ${syslogFormats.join(' or ')}.`)
  return format
}

function caOf(file: string | undefined): string | undefined {
  if (file === undefined) return undefined
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new StartRefused(`PORCHLIGHT_SIEM_CA cannot be read: ${(cause as Error).message}`, { cause })
  }
}
