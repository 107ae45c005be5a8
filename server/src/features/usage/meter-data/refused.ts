/** Why meter data was not read; each reason has its words in the locale files. */
export type MeterDataReason =
  | 'malformed-xml'
  | 'doctype-not-allowed'
  | 'file-too-large'
  | 'text-too-long'
  | 'nested-too-deep'
  | 'too-many-entries'
  | 'too-many-readings'
  | 'unknown-format'
  | 'not-green-button'
  | 'no-interval-readings'
  | 'unknown-unit'
  | 'unit-does-not-fit-service'
  | 'unsupported-service'
  | 'unsupported-flow-direction'
  | 'cumulative-readings'
  | 'value-not-a-number'
  | 'value-out-of-range'
  | 'reading-without-time'
  | 'reading-without-duration'
  | 'misaligned-readings'
  | 'overlapping-readings'
  | 'interval-not-supported'
  | 'heating-value-missing'
  | 'several-usage-points'
  | 'no-such-usage-point'
  | 'several-series'
  | 'malformed-line'
  | 'wrong-number-of-values'
  | 'date-order-unknown'

/** A place in the file: both count from 1; a place that is not known is line 1, column 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

export const START: Place = { line: 1, column: 1 }

/** A file of meter data that is refused whole: nothing of it is stored. The message is for the log. */
export class MeterDataRefused extends Error {
  readonly reason: MeterDataReason
  readonly line: number
  readonly column: number
  /** What is wrong, in English, without the reason and the place. */
  readonly detail: string

  constructor(reason: MeterDataReason, place: Place, detail: string) {
    super(`${reason} at ${place.line}:${place.column}: ${detail}`)
    this.name = 'MeterDataRefused'
    this.reason = reason
    this.line = place.line
    this.column = place.column
    this.detail = detail
  }
}
