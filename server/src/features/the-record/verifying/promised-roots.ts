import { openCheckpoint } from '#transparency-log/checkpoint.ts'
import { type Cosignature, cosignaturesOf, type Witness } from '#transparency-log/cosignature.ts'
import type { Hash } from '#transparency-log/merkle.ts'
import { keyName, keyOf, type NoteVerifier, readNote } from '#transparency-log/note.ts'
import type { RecordKey } from '../record-key.ts'
import type { CheckpointsFrom } from './queries.generated.ts'
import type { Faults } from './record-faults.ts'

/** A checkpoint as it is kept: a signed note, and what to call it. */
export type KeptCheckpoint = { name: string; note: string }

/** A key that checkpoints are verified with; without days it counts always. */
export type DatedKey = NoteVerifier & Partial<Pick<RecordKey, 'from' | 'until'>>

/** A root that a checkpoint promises, of the tree at one size. */
export type Promised = {
  size: number
  root: Hash
  from: 'own' | 'kept'
  madeAt: Date | undefined
  /** The last day on which one of its keys signs; undefined: today is one. */
  signedUntil: string | undefined
  /** Of that key: `name+id`. */
  key: string | undefined
  /** By the witnesses that were given. */
  cosignatures: readonly Cosignature[]
}

/** Whose signatures count. */
type Signers = {
  origin: string
  verifiers: readonly DatedKey[]
  witnesses?: readonly Witness[] | undefined
}

/** Opens checkpoints: what is not signed by a key of the record is a fault, and promises nothing. */
export class Checkpoints {
  readonly #origin: string
  readonly #verifiers: readonly DatedKey[]
  readonly #witnesses: readonly Witness[]
  readonly #faults: Faults
  /** How many checkpoints of the database nobody signed. */
  unsigned = 0

  constructor({ origin, verifiers, witnesses = [] }: Signers, faults: Faults) {
    this.#origin = origin
    this.#verifiers = verifiers
    this.#witnesses = witnesses
    this.#faults = faults
  }

  /** Returns what a checkpoint of the second place promises. */
  kept({ name, note }: KeptCheckpoint): Promised[] {
    const signed = this.#open(note, name)
    return signed
      ? [
          {
            ...{ size: signed.size, root: signed.root, from: 'kept', madeAt: undefined },
            ...this.#endOf(note),
            cosignatures: this.#cosigned(note, name),
          },
        ]
      : []
  }

  /** Returns what a checkpoint of the database promises; its note must say the same. */
  own({ size, root, note, cosignatures: lines, madeAt }: CheckpointsFrom['row']): Promised {
    if (note === null) this.unsigned += 1
    const isChecked = note !== null && this.#verifiers.length > 0
    const signed = isChecked ? this.#open(note, String(size)) : undefined
    if (signed && (signed.size !== size || !signed.root.equals(root)))
      this.#faults.add('checkpoint-differs', String(size))
    const end = signed && note !== null ? this.#endOf(note) : { signedUntil: undefined, key: undefined }
    const cosignatures = signed && lines !== null ? this.#cosigned(`${note}${lines}`, String(size)) : []
    return { size, root: Buffer.from(root), from: 'own', madeAt, ...end, cosignatures }
  }

  #cosigned(note: string, name: string): readonly Cosignature[] {
    try {
      return cosignaturesOf(note, this.#witnesses)
    } catch {
      this.#faults.add('cosignature-wrong', name)
      return []
    }
  }

  #open(note: string, name: string) {
    try {
      return openCheckpoint(note, this.#verifiers, this.#origin)
    } catch {
      this.#faults.add('checkpoint-not-signed', name, foreignKey(note, this.#verifiers))
      return undefined
    }
  }

  /** Returns when the last of the keys that signed has ended. */
  #endOf(note: string): Pick<Promised, 'signedUntil' | 'key'> {
    const keys = readNote(note).signatures.flatMap((one) => keyOf(one, this.#verifiers) ?? [])
    if (keys.some(({ until }) => until === undefined)) return { signedUntil: undefined, key: undefined }
    const last = keys.reduce((a, b) => ((a.until ?? '') > (b.until ?? '') ? a : b))
    return { signedUntil: last.until, key: keyName(last) }
  }
}

/** Returns the first key that a note claims to be signed by and that is none of these. */
function foreignKey(note: string, verifiers: readonly NoteVerifier[]): string | undefined {
  try {
    const foreign = readNote(note).signatures.find((one) => !keyOf(one, verifiers))
    return foreign && keyName(foreign)
  } catch {
    return undefined
  }
}
