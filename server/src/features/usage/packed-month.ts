/** One value a slot, in the base unit of the channel (Wh, mL); null is a slot without a reading. */
export type SlotValues = ArrayLike<number | null>

/**
 * The readings of one service point, channel and utility-local calendar month, as a row is stored.
 * Slot k starts at `startsAt` + k × `intervalMinutes`, so a day of 25 hours has 25 hourly slots. With
 * `intervalMinutes` 1,440 a slot is a local day instead, whatever its length.
 */
export interface PackedMonth {
  readonly servicePointId: string
  /** What is measured: `delivered`, `received` ... */
  readonly channel: string
  /** `YYYY-MM`, in the utility's time zone. */
  readonly month: string
  /** Epoch seconds of the first slot of the month, whether it has a reading or not. */
  readonly startsAt: number
  readonly intervalMinutes: number
  readonly packed: Uint8Array
  /** Sum of the readings there are, base unit. */
  readonly total: number
}

const VERSION = 1
const WITH_GAPS = 0x80
/** ESPI's Int48: a difference of two still fits a safe integer after doubling. */
const LARGEST = 2 ** 48

/**
 * Packs readings into bytes: a version byte (its high bit says that gaps are marked), the number of slots, a bit a
 * slot where there are gaps, then each reading as its difference from the one before, zigzag and 7 bits a byte.
 *
 * Measured on eight real homes, bytes a reading: this 1.21-1.63, two fixed bytes 2.01, undifferenced varint 2.00
 * (1.32 for solar), fixed bits a month 1.22-1.50. Bits gain a tenth and lose it again with the first spike of a
 * month; this has no month that is bad.
 * @throws RangeError for a value that is no integer of at most 48 bits.
 */
export function packReadings(values: SlotValues): Uint8Array {
  const slots = values.length
  let gaps = false
  for (let slot = 0; slot < slots && !gaps; slot += 1) gaps = values[slot] == null
  const out = new Uint8Array(6 + (gaps ? Math.ceil(slots / 8) : 0) + slots * 8)
  out[0] = VERSION | (gaps ? WITH_GAPS : 0)
  let at = writeVarint(out, 1, slots)
  const bitmap = at
  if (gaps) at += Math.ceil(slots / 8)
  let last = 0
  for (let slot = 0; slot < slots; slot += 1) {
    const value = values[slot]
    if (value == null) continue
    if (!Number.isInteger(value) || Math.abs(value) > LARGEST) throw new RangeError(`not a reading: ${value}`)
    if (gaps) {
      const byte = bitmap + (slot >> 3)
      out[byte] = (out[byte] ?? 0) | (1 << (slot & 7))
    }
    const difference = value - last
    at = writeVarint(out, at, difference < 0 ? -2 * difference - 1 : 2 * difference)
    last = value
  }
  return out.slice(0, at)
}

/**
 * Returns the slots of a packed month, exactly as they were packed.
 * @throws RangeError for bytes that `packReadings` did not write.
 */
export function unpackReadings(packed: Uint8Array): (number | null)[] {
  const head = packed[0] ?? 0
  if ((head & ~WITH_GAPS) !== VERSION) throw new RangeError(`unknown packing ${head}`)
  const gaps = (head & WITH_GAPS) !== 0
  let at = 1
  const next = (): number => {
    let value = 0
    for (let unit = 1; ; unit *= 128) {
      const byte = packed[at]
      if (byte === undefined || unit > 2 ** 49) throw new RangeError('packed readings are cut short')
      at += 1
      value += (byte & 0x7f) * unit
      if (byte < 0x80) return value
    }
  }
  const slots = next()
  // Every slot takes a bit at least, so a wrong count never becomes a huge array.
  if (slots > packed.length * 8) throw new RangeError('packed readings are cut short')
  const bitmap = at
  if (gaps) at += Math.ceil(slots / 8)
  const values = new Array<number | null>(slots)
  let last = 0
  for (let slot = 0; slot < slots; slot += 1) {
    if (gaps && (((packed[bitmap + (slot >> 3)] ?? 0) >> (slot & 7)) & 1) === 0) {
      values[slot] = null
      continue
    }
    const zigzag = next()
    last += zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2
    values[slot] = last
  }
  if (at !== packed.length) throw new RangeError('packed readings have bytes left over')
  return values
}

function writeVarint(out: Uint8Array, from: number, value: number): number {
  let at = from
  let rest = value
  // Past 31 bits the bit operators would cut: divide until they are safe.
  while (rest > 0x7fffffff) {
    out[at++] = (rest % 128) | 0x80
    rest = Math.floor(rest / 128)
  }
  while (rest > 0x7f) {
    out[at++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  out[at++] = rest
  return at
}
