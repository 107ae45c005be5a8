import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import {
  keyIdOf,
  keyName,
  keyObjectOf,
  NoteError,
  publicKeyOf,
  rawPublicKey,
  readNote,
  readVkey,
} from './note.ts'

/** The signature type of timestamped Ed25519 cosignatures (C2SP tlog-cosignature). Type 0x06, ML-DSA-44, has its place beside it. */
const cosignature = 0x04
const timeBytes = 8
const signatureBytes = 64

/** The public key of a witness: somebody who signs checkpoints of the record after seeing that it only grew. */
export type Witness = {
  name: string
  keyId: Buffer
  vkey: string
  verify(text: string, signature: Buffer): boolean
}

/** A witness's signature of a checkpoint. */
export type Cosignature = {
  /** The witness's key: `name+id`. */
  witness: string
  /** When the witness signed, by its own clock. */
  at: Date
  /** The signature as it is written below a checkpoint, with its newline. */
  line: string
}

/** What is signed: a header, the time, and the checkpoint's text. The header keeps it apart from every other signed text. */
const messageOf = (text: string, seconds: bigint) => Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`)

const secondsOf = (signature: Buffer) => signature.readBigUInt64BE(0)

/** Returns the witness of a vkey. Throws NoteError if the text is no vkey of an Ed25519 cosigner. */
export function witnessOf(vkey: string): Witness {
  const { name, keyId, material } = readVkey(vkey)
  if (material[0] !== cosignature || material.length !== 33)
    throw new NoteError(
      `The public key of ${name} is not a witness’s: it must be of the type 0x04 (Ed25519).`,
    )
  const key = publicKeyOf(material.subarray(1))
  return {
    name,
    keyId,
    vkey,
    verify: (text, signature) =>
      signature.length === timeBytes + signatureBytes &&
      verify(null, messageOf(text, secondsOf(signature)), key, signature.subarray(timeBytes)),
  }
}

/** A key that cosigns. */
export type WitnessSigner = {
  vkey: string
  /** Returns the signature line of a text, with its newline. */
  cosign(text: string, at: Date): string
}

/** Returns the witness of an Ed25519 private key in PEM. Throws NoteError if it is none. */
export function witnessSignerOf(name: string, privateKey: string): WitnessSigner {
  const key = keyObjectOf(() => createPrivateKey(privateKey))
  const material = Buffer.concat([Buffer.of(cosignature), rawPublicKey(createPublicKey(key))])
  const keyId = keyIdOf(name, material)
  return {
    vkey: `${name}+${keyId.toString('hex')}+${material.toString('base64')}`,
    cosign: (text, at) => `— ${name} ${Buffer.concat([keyId, signedAt(key, text, at)]).toString('base64')}\n`,
  }
}

function signedAt(key: KeyObject, text: string, at: Date): Buffer {
  const seconds = BigInt(Math.floor(at.getTime() / 1_000))
  const time = Buffer.alloc(timeBytes)
  time.writeBigUInt64BE(seconds)
  return Buffer.concat([time, sign(null, messageOf(text, seconds), key)])
}

/**
 * Returns the cosignatures of a note by these witnesses. Signature lines of other keys are ignored. Throws NoteError where a line that
 * claims to be by one of them does not fit the text.
 */
export function cosignaturesOf(note: string, witnesses: readonly Witness[]): Cosignature[] {
  const { text, signatures } = readNote(note)
  return signatures.flatMap(({ name, keyId, signature }) => {
    const witness = witnesses.find((one) => one.name === name && one.keyId.equals(keyId))
    if (!witness) return []
    if (!witness.verify(text, signature))
      throw new NoteError(`The cosignature by ${keyName(witness)} does not fit the checkpoint.`)
    const at = new Date(Number(secondsOf(signature)) * 1_000)
    if (Number.isNaN(at.getTime()) || at.getTime() === 0)
      throw new NoteError(`The cosignature by ${keyName(witness)} has no time.`)
    const line = `— ${name} ${Buffer.concat([keyId, signature]).toString('base64')}\n`
    return [{ witness: keyName(witness), at, line }]
  })
}
