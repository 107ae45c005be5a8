/** What one upload may hold before it is refused. Measured: about 350 bytes of memory a reading at the peak. */
export interface GreenButtonLimits {
  /** Characters of the file. */
  readonly characters: number
  /** Characters between two tags (a text, a comment, an attribute). */
  readonly textCharacters: number
  /** Elements inside one another. */
  readonly depth: number
  readonly entries: number
  readonly readings: number
}

/** Three years of quarter hours on four channels are 420,000 readings and 90 MB of XML. */
export const GREEN_BUTTON_LIMITS: GreenButtonLimits = {
  characters: 128 * 1024 * 1024,
  textCharacters: 256 * 1024,
  depth: 32,
  entries: 50_000,
  readings: 500_000,
}
