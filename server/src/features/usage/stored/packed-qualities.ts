/**
 * Packs one quality number a slot as runs: the number, then how many slots have it, 7 bits a byte. Whole months are mostly of one
 * quality: three bytes.
 * @returns undefined where every slot is 0 (unstated)
 */
export function packQualities(qualities: Uint8Array): Uint8Array | undefined {
  const bytes: number[] = []
  let slot = 0
  while (slot < qualities.length) {
    const code = qualities[slot] ?? 0
    let end = slot
    while (end < qualities.length && qualities[end] === code) end += 1
    if (code === 0 && slot === 0 && end === qualities.length) return undefined
    bytes.push(code)
    let count = end - slot
    for (; count > 0x7f; count >>>= 7) bytes.push((count & 0x7f) | 0x80)
    bytes.push(count)
    slot = end
  }
  return Uint8Array.from(bytes)
}

/** Returns the quality of each of so many slots. @throws RangeError for bytes that `packQualities` did not write. */
export function unpackQualities(packed: Uint8Array | null | undefined, slots: number): Uint8Array {
  const qualities = new Uint8Array(slots)
  let [at, slot] = [0, 0]
  while (packed && at < packed.length) {
    const code = packed[at++] ?? 0
    let count = 0
    for (let shift = 0; ; shift += 7) {
      const byte = packed[at++]
      if (byte === undefined || shift > 28) throw new RangeError('packed qualities are cut short')
      count |= (byte & 0x7f) << shift
      if (byte < 0x80) break
    }
    if (slot + count > slots) throw new RangeError('packed qualities are too many')
    qualities.fill(code, slot, slot + count)
    slot += count
  }
  return qualities
}
