/** Why a Green Button file was not read; each is a key of the locale files. */
export type GreenButtonReason =
  | 'malformed-xml'
  | 'doctype-not-allowed'
  | 'file-too-large'
  | 'text-too-long'
  | 'nested-too-deep'
  | 'too-many-entries'
  | 'too-many-readings'
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
  | 'mixed-interval-lengths'
  | 'misaligned-readings'
  | 'overlapping-readings'

/** A place in the file: both count from 1; a place that is not known is line 1, column 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** A Green Button file that is refused whole: nothing of it is stored. The message is for the log. */
export class GreenButtonRefused extends Error {
  readonly reason: GreenButtonReason
  readonly line: number
  readonly column: number

  constructor(reason: GreenButtonReason, place: Place, detail: string) {
    super(`${reason} at ${place.line}:${place.column}: ${detail}`)
    this.name = 'GreenButtonRefused'
    this.reason = reason
    this.line = place.line
    this.column = place.column
  }
}
