import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { readIfThere, writePrivateFile } from '@porchlight/embedded-postgres/files.ts'
import {
  makeNoteKey,
  publicKeyLine,
  type RecordKey,
  type RecordSettings,
  type RecordSigning,
  type RecordWitness,
  readPublicKeys,
  signerOf,
} from '#features/the-record/index.ts'
import type { Config } from '../config.ts'
import type { Origins } from '../installation.ts'
import { commandLine } from '../project-folder.ts'
import { StartRefused } from '../start-refused.ts'
import { homeOf } from './embedded-database.ts'

/**
 * Returns the name of an installation's record in its checkpoints: the one that its newest public key has. The first key takes it from the
 * desk's host. It stays when the desk's address changes: under another name the checkpoints before would belong to another record.
 */
export const recordOrigin = ({ desk }: Origins, keys: readonly RecordKey[]): string =>
  keys.at(-1)?.name ?? `${new URL(desk).host}/record`

/** Where the public keys of a key file are listed. */
export const publicKeysFile = (keyFile: string): string => `${keyFile}.pub`

/** Reads the public keys beside a key file; none where there is no such list. */
const publicKeysBeside = (keyFile: string | undefined): RecordKey[] =>
  readPublicKeys((keyFile && readIfThere(publicKeysFile(keyFile))) || '')

const pem = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/g

/**
 * Reads the private keys that sign checkpoints, the newest last. While a key is exchanged the file has two, and both sign.
 * @throws StartRefused if the file is missing, or has no Ed25519 key
 */
export function readRecordSigning(origins: Origins, keyFile: string | undefined): RecordSigning {
  const origin = recordOrigin(origins, publicKeysBeside(keyFile))
  if (keyFile === undefined) return { origin, signers: [] }
  const text = readIfThere(keyFile)
  if (text === null)
    throw new StartRefused(
      `PORCHLIGHT_RECORD_KEY is ${keyFile}, and there is no such file: ${commandLine('record', 'init')} makes it.`,
    )
  const keys = text.match(pem) ?? []
  if (keys.length === 0) throw new StartRefused(`${keyFile} has no private key of a record in it.`)
  try {
    return { origin, signers: keys.map((key) => signerOf(origin, key)) }
  } catch (cause) {
    throw new StartRefused(`${keyFile} cannot be used: ${(cause as Error).message}`, { cause })
  }
}

/**
 * Adds a new key to the key file, which is made where it is missing, and its public half to the list of public keys.
 * @param today the day from which the key is used, `YYYY-MM-DD`
 */
export function addRecordKey(origins: Origins, keyFile: string, today: string): { vkey: string } {
  const { privateKey, vkey } = makeNoteKey(recordOrigin(origins, publicKeysBeside(keyFile)))
  const publicKeys = readIfThere(publicKeysFile(keyFile)) ?? ''
  // The public half first: a key that signs and that nobody can verify would be worse than one that never signs.
  writePrivateFile(publicKeysFile(keyFile), `${publicKeys}${publicKeyLine({ vkey, from: today })}`)
  writePrivateFile(keyFile, `${readIfThere(keyFile) ?? ''}${privateKey}`)
  return { vkey }
}

/**
 * Ends all keys of the key file but the newest: they sign nothing any more, and their public halves get a last day.
 * @param today `YYYY-MM-DD`
 */
export function endOldKeys(origins: Origins, keyFile: string, today: string): void {
  const keys = (readIfThere(keyFile) ?? '').match(pem) ?? []
  const list = publicKeysBeside(keyFile)
  const ended = keys.slice(0, -1).map((key) => signerOf(recordOrigin(origins, list), key).vkey)
  const lines = list.map((key) =>
    publicKeyLine({ ...key, until: ended.includes(key.vkey) ? (key.until ?? today) : key.until }),
  )
  // The list first: where the process is killed in between, the command ends them again.
  writePrivateFile(publicKeysFile(keyFile), lines.join(''))
  writePrivateFile(keyFile, `${keys.at(-1) ?? ''}\n`)
}

/** Returns the key file of an installation's record and the places of its checkpoints. A demo has its own key and a folder. */
export function recordFilesOf({ mode, operating, dataFolder }: Config): Config['operating']['record'] {
  const { keyFile, places } = operating.record
  if (mode === 'production') return { keyFile, places }
  const home = homeOf(dataFolder)
  return {
    keyFile: keyFile ?? path.join(home, 'record-key.pem'),
    places: places.length > 0 ? places : [{ folder: path.join(home, 'record-checkpoints') }],
  }
}

/**
 * Returns how the record is signed and where its checkpoints go. A demo makes its key on the first start.
 * @param witness of a demo: its stand-in
 * @throws StartRefused if the key file cannot be used
 */
export function recordSettingsOf(config: Config, witness?: RecordWitness): RecordSettings {
  const { mode, origins } = config
  const { keyFile, places } = recordFilesOf(config)
  if (mode === 'demo' && keyFile !== undefined && !existsSync(keyFile))
    addRecordKey(origins, keyFile, new Date().toISOString().slice(0, 10))
  const signing = whileUnchanged(keyFile, () => readRecordSigning(origins, keyFile))
  const publicKeys = keyFile && publicKeysFile(keyFile)
  const keys = whileUnchanged(publicKeys, () => publicKeysBeside(keyFile))
  // A key file that cannot be used is said at the start.
  signing()
  return {
    origin: recordOrigin(origins, keys()),
    signing,
    keys,
    places: [...(witness ? [witness] : []), ...places],
  }
}

/** Returns what a file says, and reads it again when it has changed: a key is exchanged without a restart. */
function whileUnchanged<T>(file: string | undefined, read: () => T): () => T {
  let last: { stamp: string; value: T } | undefined
  return () => {
    const stats = file === undefined ? undefined : statSync(file, { throwIfNoEntry: false })
    const stamp = stats ? `${stats.ino} ${stats.mtimeMs} ${stats.size}` : ''
    if (last?.stamp !== stamp) last = { stamp, value: read() }
    return last.value
  }
}
