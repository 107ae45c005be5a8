import { mkdirSync, statfsSync } from 'node:fs'

const usual = [100_000, 1_000_000, 5_000_000, 10_000_000]

/** Disk space for one person: rows, search index, the other methods' indexes, and the space to build them. */
const bytesPerPerson = 5_500

/** Returns the default sizes for which the disk has room, all kept side by side, and prints the sizes that it leaves out. */
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
