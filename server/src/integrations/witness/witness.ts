import { generateKeyPairSync } from 'node:crypto'
import { readIfThere, writePrivateFile } from '@porchlight/embedded-postgres/files.ts'
import { type Checkpoint, openCheckpoint, readCheckpoint } from '#transparency-log/checkpoint.ts'
import { isConsistent } from '#transparency-log/consistency.ts'
import { type WitnessSigner, witnessSignerOf } from '#transparency-log/cosignature.ts'
import { emptyRoot, type Hash, hashBytes } from '#transparency-log/merkle.ts'
import { type NoteVerifier, verifierOf } from '#transparency-log/note.ts'

/** What a witness keeps: its key, and the newest checkpoint of each record that it cosigned. */
type Kept = { privateKey: string; records: Record<string, { size: number; root: string; note: string }> }

/** What `add-checkpoint` answers (C2SP tlog-witness). */
export type Answer = { status: number; body: string; isSize?: true }

const mostProofLines = 63

/**
 * A witness: cosigns checkpoints of records that only grow. It keeps what it cosigned in a file, before it answers, so that it never
 * forgets; nothing is awaited in between, so that two requests cannot pass each other.
 */
export class KeepingWitness {
  readonly #file: string
  readonly #keysFile: string
  readonly #kept: Kept
  readonly #signer: WitnessSigner

  /**
   * @param file where the witness keeps its key and what it cosigned; made where it is missing
   * @param keysFile the public keys of the records, one a line behind its days
   */
  constructor(name: string, file: string, keysFile: string) {
    this.#file = file
    this.#keysFile = keysFile
    this.#kept = JSON.parse(readIfThere(file) ?? 'null') ?? { privateKey: newKey(), records: {} }
    this.#signer = witnessSignerOf(name, this.#kept.privateKey)
    this.#save()
  }

  get vkey(): string {
    return this.#signer.vkey
  }

  /** Returns the newest checkpoint that was cosigned of each record. */
  get records(): { origin: string; size: number; note: string }[] {
    return Object.entries(this.#kept.records).map(([origin, { size, note }]) => ({ origin, size, note }))
  }

  /** Answers a request to cosign a checkpoint. */
  add(body: string): Answer {
    const [, old, lines = '', note = ''] =
      /^old (0|[1-9]\d{0,15})\n((?:[A-Za-z0-9+/]+={0,2}\n)*)\n(.+)$/s.exec(body) ?? []
    const proof = lines
      .split('\n')
      .filter(Boolean)
      .map((line) => Buffer.from(line, 'base64') as Hash)
    if (
      old === undefined ||
      proof.length > mostProofLines ||
      proof.some(({ length }) => length !== hashBytes)
    )
      return { status: 400, body: '' }
    let claimed: Checkpoint
    try {
      claimed = readCheckpoint(note)
    } catch {
      return { status: 400, body: '' }
    }
    const keys = this.#keysOf(claimed.origin)
    if (keys.length === 0) return { status: 404, body: '' }
    try {
      openCheckpoint(note, keys, claimed.origin)
    } catch {
      return { status: 403, body: '' }
    }
    return this.#cosign(claimed, Number(old), proof, note)
  }

  #cosign({ origin, size, root }: Checkpoint, old: number, proof: readonly Hash[], note: string): Answer {
    if (old > size) return { status: 400, body: '' }
    const last = this.#kept.records[origin]
    if (old !== (last?.size ?? 0)) return { status: 409, body: `${last?.size ?? 0}\n`, isSize: true }
    const oldRoot = last ? Buffer.from(last.root, 'base64') : emptyRoot()
    if (size === 0 && !root.equals(emptyRoot())) return { status: 422, body: '' }
    if (!isConsistent(old, oldRoot, size, root, proof)) return { status: 422, body: '' }
    const text = note.slice(0, note.lastIndexOf('\n\n') + 1)
    const line = this.#signer.cosign(text, new Date())
    this.#kept.records[origin] = { size, root: root.toString('base64'), note: `${note}${line}` }
    this.#save()
    return { status: 200, body: line }
  }

  #keysOf(origin: string): NoteVerifier[] {
    const lines = (readIfThere(this.#keysFile) ?? '').split('\n').filter(Boolean)
    return lines.map((line) => verifierOf(line.split(' ').at(-1) ?? '')).filter(({ name }) => name === origin)
  }

  #save(): void {
    writePrivateFile(this.#file, JSON.stringify(this.#kept))
  }
}

const newKey = () =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
