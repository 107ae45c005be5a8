import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'

/** The signature type of Ed25519 keys (C2SP signed-note). */
const ed25519 = 0x01
const idBytes = 4

/** A key that signs notes. */
export type NoteSigner = { name: string; keyId: Buffer; sign(text: string): Buffer }

/** A key that notes are verified with. */
export type NoteVerifier = { name: string; keyId: Buffer; verify(text: string, signature: Buffer): boolean }

/** What is wrong with a note or a key, in words for an operator. */
export class NoteError extends Error {
  override readonly name = 'NoteError'
}

/** Returns the 32 bytes of a public key (RFC 8032): the end of its DER form. */
export const rawPublicKey = (key: KeyObject): Buffer =>
  key.export({ format: 'der', type: 'spki' }).subarray(-32)

/** Returns the id of a key: four bytes of a hash over its name, its signature type and the key. */
export const keyIdOf = (name: string, material: Buffer): Buffer =>
  createHash('sha256').update(`${name}\n`).update(material).digest().subarray(0, idBytes)

const materialOf = (publicKey: KeyObject) => Buffer.concat([Buffer.of(ed25519), rawPublicKey(publicKey)])

/** Returns whether a name may be the name of a key: not empty, without spaces and plus signs (C2SP signed-note). */
export const isKeyName = (name: string): boolean => /^[^\s+\p{Cc}]+$/u.test(name)

/** Makes an Ed25519 key. The private half in PEM is to be kept outside the database; the public half is a vkey. */
export function makeNoteKey(name: string): { privateKey: string; vkey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    vkey: vkeyOf(name, publicKey),
  }
}

/** Returns the public key as text: `name+id+key` (C2SP signed-note, "Verifier keys"). Throws NoteError for a bad name. */
export function vkeyOf(name: string, publicKey: KeyObject): string {
  if (!isKeyName(name)) throw new NoteError(`"${name}" is no name for a key: it has a space or a plus sign.`)
  const material = materialOf(publicKey)
  return `${name}+${keyIdOf(name, material).toString('hex')}+${material.toString('base64')}`
}

/** Returns the signer of a private key in PEM. Throws NoteError if it is not an Ed25519 key. */
export function signerOf(name: string, privateKey: string): NoteSigner & { vkey: string } {
  const key = keyObjectOf(() => createPrivateKey(privateKey))
  const publicKey = createPublicKey(key)
  return {
    name,
    vkey: vkeyOf(name, publicKey),
    keyId: keyIdOf(name, materialOf(publicKey)),
    sign: (text) => sign(null, Buffer.from(text), key),
  }
}

/** Takes a vkey apart: its name, its id, and its material (the signature type and the key). Throws NoteError where it is none. */
export function readVkey(vkey: string): { name: string; keyId: Buffer; material: Buffer } {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? []
  const material = Buffer.from(encoded, 'base64')
  const keyId = keyIdOf(name, material)
  if (!isKeyName(name) || keyId.toString('hex') !== id)
    throw new NoteError(`"${vkey}" is not a public key of a record.`)
  return { name, keyId, material }
}

/** Returns the Ed25519 public key of its 32 bytes (RFC 8032). Throws NoteError. */
export const publicKeyOf = (raw: Buffer): KeyObject =>
  keyObjectOf(() =>
    createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' }),
  )

/** Returns the verifier of a vkey. Throws NoteError if the text is no Ed25519 vkey. */
export function verifierOf(vkey: string): NoteVerifier {
  const { name, keyId, material } = readVkey(vkey)
  if (material[0] !== ed25519 || material.length !== 33)
    throw new NoteError(`The public key of ${name} is not an Ed25519 key.`)
  const key = publicKeyOf(material.subarray(1))
  return { name, keyId, verify: (text, signature) => verify(null, Buffer.from(text), key, signature) }
}

/** Returns the key that `read` makes. Throws NoteError if it is not an Ed25519 key. */
export function keyObjectOf(read: () => KeyObject): KeyObject {
  let key: KeyObject
  try {
    key = read()
  } catch {
    throw new NoteError('The key of the record cannot be read: it must be an Ed25519 key in PEM.')
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new NoteError('The key of the record must be an Ed25519 key.')
  return key
}

/** Signs a text, which must end with a newline, by each of the keys. Returns the signed note. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!text.endsWith('\n')) throw new NoteError('The text of a note ends with a newline.')
  const lines = signers.map(
    (signer) => `— ${signer.name} ${Buffer.concat([signer.keyId, signer.sign(text)]).toString('base64')}\n`,
  )
  return `${text}\n${lines.join('')}`
}

/** A signature line of a note: by whom, as the line claims, and the signature itself. */
export type NoteSignature = { name: string; keyId: Buffer; signature: Buffer }

/** Takes a signed note apart, without verifying it. Throws NoteError where it is none. */
export function readNote(note: string): { text: string; signatures: NoteSignature[] } {
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n')) throw new NoteError('This is not a signed note.')
  const lines = note.slice(end + 2, -1).split('\n')
  const signatures = lines.map((line) => {
    const [, name, encoded = ''] = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? []
    const bytes = Buffer.from(encoded, 'base64')
    if (name === undefined || bytes.length <= idBytes)
      throw new NoteError('A signature line of the note cannot be read.')
    return { name, keyId: bytes.subarray(0, idBytes), signature: bytes.subarray(idBytes) }
  })
  return { text: note.slice(0, end + 1), signatures }
}

/** Returns the name of a key: `name+id`, as the beginning of its vkey. */
export const keyName = ({ name, keyId }: { name: string; keyId: Buffer }): string =>
  `${name}+${keyId.toString('hex')}`

/** Returns the key among these that a signature claims to be by. */
export const keyOf = <Key extends Pick<NoteVerifier, 'name' | 'keyId'>>(
  { name, keyId }: NoteSignature,
  keys: readonly Key[],
): Key | undefined => keys.find((one) => one.name === name && one.keyId.equals(keyId))

/**
 * Returns the text of a signed note, without its signatures. Throws NoteError unless one of the keys signed it, and when a
 * signature that claims to be by one of them is wrong. Signatures of other keys are ignored (C2SP signed-note).
 */
export function openNote(note: string, verifiers: readonly NoteVerifier[]): string {
  const { text, signatures } = readNote(note)
  let signed = false
  for (const one of signatures) {
    const verifier = keyOf(one, verifiers)
    if (!verifier) continue
    if (!verifier.verify(text, one.signature))
      throw new NoteError(`The signature by ${one.name} does not fit the text.`)
    signed = true
  }
  if (!signed) throw new NoteError('The note is signed by none of the given keys.')
  return text
}
