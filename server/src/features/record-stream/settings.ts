/** Where the record streams to. */
export type StreamSettings = {
  collector: Collector
  /** Whether addresses and typed reasons go out too: the record's leaf itself only has a hash of them. */
  hasValues: boolean
  /** Where a new stream begins: with the first line of the record, or with the next. */
  from: 'beginning' | 'now'
}

export const syslogFormats = ['ocsf', 'cef'] as const
export type SyslogFormat = (typeof syslogFormats)[number]

export type Collector =
  /** Batches of OCSF events as lines of JSON, by POST; an answer of the 200s acknowledges. */
  | { kind: 'http'; url: string; authorization: string | undefined; name?: string }
  /** RFC 5424 messages over TLS, or over TCP on the same machine. */
  | {
      kind: 'syslog'
      host: string
      port: number
      isTls: boolean
      /** PEM certificates that the collector's must be signed by; undefined: those that Node trusts. */
      ca: string | undefined
      /** What a message says: an OCSF event as JSON where nothing is said, or a CEF line. */
      format?: SyslogFormat | undefined
    }

/** Returns the collector's name or address, without secrets, as the record and the log have it. */
export function destinationOf(collector: Collector): string {
  if (collector.kind === 'http') return collector.name ?? collector.url
  const { host, port, isTls, format } = collector
  return `syslog+${isTls ? 'tls' : 'tcp'}://${host}:${port}${format === 'cef' ? ' (CEF)' : ''}`
}
