import { type Hash, hashBytes } from './merkle.ts'
import { NoteError } from './note.ts'

/** That one entry is in the record, for somebody without the record (C2SP tlog-proof). */
export type TlogProof = {
  index: number
  path: readonly Hash[]
  /** The signed note of the tree that the path leads to. */
  checkpoint: string
  /** What the entry says, as it was hashed. Not authenticated by itself: the path is what proves it. */
  leaf: string
}

/** Returns the proof as the text of a `.tlog-proof` file. */
export function writeTlogProof({ index, path, checkpoint, leaf }: TlogProof): string {
  const hashes = path.map((hash) => `${hash.toString('base64')}\n`)
  const extra = Buffer.from(leaf).toString('base64')
  return `c2sp.org/tlog-proof@v1\nextra ${extra}\nindex ${index}\n${hashes.join('')}\n${checkpoint}`
}

/** Reads a `.tlog-proof` file. Throws NoteError with what is wrong with it. */
export function readTlogProof(text: string): TlogProof {
  const [, extra, index, hashes = '', checkpoint = ''] =
    /^c2sp\.org\/tlog-proof@v1\n(?:extra ([A-Za-z0-9+/]*={0,2})\n)?index (0|[1-9]\d{0,15})\n((?:[A-Za-z0-9+/]+={0,2}\n)*)\n(.+)$/s.exec(
      text,
    ) ?? []
  if (index === undefined) throw new NoteError('This is not a proof file of a record (tlog-proof).')
  const path = hashes
    .split('\n')
    .filter(Boolean)
    .map((line) => Buffer.from(line, 'base64') as Hash)
  if (path.some((hash) => hash.length !== hashBytes))
    throw new NoteError('A hash of the proof has the wrong length.')
  return { index: Number(index), path, checkpoint, leaf: Buffer.from(extra ?? '', 'base64').toString() }
}
