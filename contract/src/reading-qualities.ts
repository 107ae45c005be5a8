/**
 * How far a reading of a meter can be trusted; `unstated`: the file does not say. Readings are stored with the place in this list: a new
 * quality is added at its end.
 */
export const readingQualities = [
  'unstated',
  'actual',
  'estimated',
  'substituted',
  'questionable',
  'unchecked',
  'other',
] as const

export type ReadingQuality = (typeof readingQualities)[number]
