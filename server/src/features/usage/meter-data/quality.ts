/** How far a reading can be trusted. `unstated`: the file does not say. */
export type ReadingQuality =
  | 'unstated'
  | 'actual'
  | 'estimated'
  | 'substituted'
  | 'questionable'
  | 'unchecked'
  | 'other'

/** A quality is stored as its place in this list: add new ones at the end. */
export const QUALITIES: readonly ReadingQuality[] = [
  'unstated',
  'actual',
  'estimated',
  'substituted',
  'questionable',
  'unchecked',
  'other',
]

/** Returns the number of a quality, as it is stored. */
export function qualityCode(quality: ReadingQuality | undefined): number {
  return quality === undefined ? 0 : QUALITIES.indexOf(quality)
}

/** Returns the quality of a stored number; `other` for one that a later version wrote. */
export function qualityOf(code: number): ReadingQuality {
  return QUALITIES[code] ?? 'other'
}
