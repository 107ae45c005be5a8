/** Log audit (RFC 5424, table 1). */
const facility = 13
const warning = 4
const notice = 5
const informational = 6

/** The largest sequence number of the structured data element `meta` (RFC 5424, section 7.3.1); it begins again with 1. */
const mostSequence = 2_147_483_647

type Line = { leafIndex: number; atText: string; event: string }

/**
 * Returns an RFC 5424 message with the event as its text, framed by its length in bytes (RFC 6587, section 3.4.1), as TLS requires
 * it (RFC 5425).
 * @param host the name of the record's origin, without its port
 */
export function syslogFrame({ leafIndex, atText, event }: Line, host: string, text: string): string {
  const severity = event === 'alert' ? warning : event === 'refused' ? notice : informational
  const sequence = (leafIndex % mostSequence) + 1
  const head = `<${facility * 8 + severity}>1 ${atText} ${host} porchlight - ${event} [meta sequenceId="${sequence}"]`
  // The byte order mark says that the text is UTF-8.
  const message = `${head} \ufeff${text}`
  return `${Buffer.byteLength(message)} ${message}`
}
