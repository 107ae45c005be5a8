import { pino } from 'pino'
import type { AnsweredRequest } from './metrics.ts'

export type AccessLine = AnsweredRequest & { correlationId: string; bytes: number | undefined }

/**
 * Makes the access log: one JSON line a request, safe to keep. It has the template of the route, never the address that was asked
 * (which holds account numbers and mailed keys), and neither IP addresses nor user agents. The correlation id leads to the record.
 * @param destination standard output unless said otherwise
 */
export function createAccessLog(destination: { write(line: string): void } = pino.destination(1)) {
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'kind' }, destination)
  return ({ seconds, ...line }: AccessLine) =>
    log.info({ ...line, milliseconds: Math.round(seconds * 10_000) / 10 }, 'request')
}
