import { mkdirSync, statfsSync } from 'node:fs'

const usual = [100_000, 1_000_000, 5_000_000, 10_000_000]

/** A person with all that belongs to them, the search index, the other methods' indexes, and room to make them. */
const bytesPerPerson = 5_500

/** Returns the usual sizes, as far as the disk has room for them one beside the other; says which it has not. */
export function sizesThatFit(folder: string): number[] {
  mkdirSync(folder, { recursive: true })
  const { bavail, bsize } = statfsSync(folder)
  let room = bavail * bsize
  return usual.filter((size) => {
    room -= size * bytesPerPerson
    if (room < 0)
      console.log(`Left out: ${size.toLocaleString('en')} people, for which the disk has no room.`)
    return room >= 0
  })
}
