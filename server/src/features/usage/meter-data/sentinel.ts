/**
 * The largest numbers of 24, 31 and 32 bits: what a meter sends where it has no reading. They come as a count of the smallest
 * unit, so the decimal point may stand anywhere: 16777215, 16777.215 (thousandths), 4294967295.
 */
const SENTINELS: ReadonlySet<string> = new Set(['16777215', '2147483647', '4294967295'])

/** Returns whether a value, as the file writes it, stands for "no reading". The sign and the decimal point do not matter. */
export function isSentinel(written: number): boolean {
  if (written > -1000 && written < 1000) return false
  const digits = String(Math.abs(written)).replace('.', '')
  return SENTINELS.has(digits.replace(/0+$/, ''))
}
