import { type Hash, hashBytes } from './merkle.ts'
import { NoteError, type NoteSigner, type NoteVerifier, openNote, signNote } from './note.ts'

/** What the record says of itself at one moment: so many entries, with this root (C2SP tlog-checkpoint). */
export type Checkpoint = { origin: string; size: number; root: Hash }

/** Returns the checkpoint as a signed note. */
export const signCheckpoint = ({ origin, size, root }: Checkpoint, signers: readonly NoteSigner[]): string =>
  signNote(`${origin}\n${size}\n${root.toString('base64')}\n`, signers)

/** Verifies the signatures of a checkpoint and returns it. Throws NoteError, also when it belongs to another record. */
export function openCheckpoint(note: string, verifiers: readonly NoteVerifier[], origin: string): Checkpoint {
  const checkpoint = readCheckpoint(openNote(note, verifiers))
  if (checkpoint.origin !== origin)
    throw new NoteError(`The checkpoint belongs to ${checkpoint.origin}, and not to ${origin}.`)
  return checkpoint
}

/** Reads the text of a checkpoint, signatures left aside. Throws NoteError. */
export function readCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', encoded = ''] = text.split('\n')
  const root = Buffer.from(encoded, 'base64') as Hash
  if (origin === '' || !/^(0|[1-9]\d{0,15})$/.test(size) || root.length !== hashBytes)
    throw new NoteError('This is not a checkpoint: it needs an origin, a size and a root.')
  return { origin, size: Number(size), root }
}
