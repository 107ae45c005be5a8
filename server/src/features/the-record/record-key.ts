import { type NoteVerifier, verifierOf } from '#transparency-log/note.ts'

/** A public key of the record, with the days (`YYYY-MM-DD`, UTC) from which and until which it signs; without an end it still does. */
export type RecordKey = NoteVerifier & { vkey: string; from?: string | undefined; until?: string | undefined }

const day = /^\d{4}-\d{2}-\d{2}$/

/**
 * Reads a list of public keys: a line has the day from which the key signs, the last day where it has ended, and the key. Lines without a
 * day are read too. Throws NoteError for a line that has no key.
 */
export function readPublicKeys(text: string): RecordKey[] {
  return text.split('\n').flatMap((line) => {
    const words = line.trim().split(/\s+/)
    const vkey = words.pop()
    if (!vkey) return []
    const [from, until] = words.filter((word) => day.test(word))
    return [{ ...verifierOf(vkey), vkey, from, until }]
  })
}

/** Returns the line of a public key in the list. */
export const publicKeyLine = ({ vkey, from, until }: Pick<RecordKey, 'vkey' | 'from' | 'until'>): string =>
  `${[from, until, vkey].filter(Boolean).join(' ')}\n`
