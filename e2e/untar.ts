import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'

const BLOCK = 512

/**
 * Writes the folders and plain files of a ustar archive below `folder`, with their permission bits.
 * Throws on a name that leaves the folder and on any other kind of entry (links, long names, sparse files): the
 * archives it is for have none, and a silent gap would show up as a browser that does not start.
 */
export async function untar(archive: Buffer, folder: string): Promise<void> {
  const root = resolve(folder)
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0; ) {
    const header = archive.subarray(at, at + BLOCK)
    const name = text(header, 0, 100)
    const path = resolve(root, name)
    const size = octal(header, 124, 12)
    const kind = text(header, 156, 1) || '0'
    if (path !== root && !path.startsWith(root + sep))
      throw new Error(`The archive names ${name}, outside its folder`)
    if (kind === '5') {
      await mkdir(path, { recursive: true })
    } else if (kind === '0') {
      const start = at + BLOCK
      if (start + size > archive.length) throw new Error(`The archive ends inside ${name}`)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, archive.subarray(start, start + size), { mode: octal(header, 100, 8) & 0o777 })
    } else {
      throw new Error(`The archive holds ${name} of kind ${kind}, which is not read here`)
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
}

function text(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end === -1 ? length : end)
}

function octal(header: Buffer, start: number, length: number): number {
  const value = Number.parseInt(text(header, start, length).trim() || '0', 8)
  if (Number.isNaN(value)) throw new Error('The archive has a damaged header')
  return value
}
