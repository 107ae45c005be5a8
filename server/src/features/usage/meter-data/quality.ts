import { type ReadingQuality, readingQualities } from '@porchlight/contract/reading-qualities.ts'

export type { ReadingQuality }

/** Returns the number of a quality, as it is stored. */
export function qualityCode(quality: ReadingQuality | undefined): number {
  return quality === undefined ? 0 : readingQualities.indexOf(quality)
}

/** Returns the quality of a stored number; `other` for one that a later version wrote. */
export function qualityOf(code: number): ReadingQuality {
  return readingQualities[code] ?? 'other'
}
