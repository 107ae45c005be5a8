/** What one file may hold before it is refused. Measured: 26 bytes a reading while the file is read, and 25 when it is ordered. */
export interface MeterDataLimits {
  /** Characters of the file. */
  readonly characters: number
  /** Characters between two tags (a text, a comment, an attribute), or in one line of a file of values. */
  readonly textCharacters: number
  /** Elements inside one another. */
  readonly depth: number
  readonly entries: number
  readonly readings: number
}

/** Six years of quarter hours on four channels are 840,000 readings; in the shortest XML that says their times, 110 MB. */
export const METER_DATA_LIMITS: MeterDataLimits = {
  characters: 128 * 1024 * 1024,
  textCharacters: 256 * 1024,
  depth: 32,
  entries: 50_000,
  readings: 1_200_000,
}
