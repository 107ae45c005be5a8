import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import type { Pool } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import type { Witness } from '#transparency-log/cosignature.ts'
import { keyName, type NoteSigner } from '#transparency-log/note.ts'
import type { RecordKey } from '../record-key.ts'
import type { RecordSigning } from '../seal.ts'
import type { KeptCheckpoint } from '../verifying/promised-roots.ts'
import { type RecordWitness, WitnessRefused } from './ask-witness.ts'
import { keepCosigned } from './keep-cosigned.ts'
import { checkpointToKeep, noteKept, noteNotKept } from './queries.ts'
import { savedCheckpoint } from './saved-checkpoint.ts'
import { signedPostHeaders } from './signed-post.ts'

/** A place for checkpoints which the owner of the database does not command: another disk, a WORM bucket, another server, a witness. */
export type RecordPlace = { folder: string } | { url: string } | RecordWitness

export type RecordSettings = {
  /** The record's name in its checkpoints. */
  origin: string
  /** The keys that sign now. A key is exchanged while the process runs. */
  signing(): RecordSigning
  /** The public keys, with their days. */
  keys(): readonly RecordKey[]
  /** Witnesses first: the others then get the checkpoint with the cosignatures. */
  places: readonly RecordPlace[]
}

/** Returns the name of a place in the database and on screens; of a witness that of its key, `name+id`. */
export const placeName = (place: RecordPlace): string =>
  'folder' in place ? place.folder : 'witness' in place ? keyName(place.witness) : place.url

/** Returns the witnesses among these places. */
export const witnessesOf = (places: readonly RecordPlace[]): Witness[] =>
  places.flatMap((place) => ('witness' in place ? [place.witness] : []))

/** Returns the places with the witnesses first. */
export const inKeepingOrder = (places: readonly RecordPlace[]): RecordPlace[] => [
  ...places.filter((place) => 'witness' in place),
  ...places.filter((place) => !('witness' in place)),
]

/** How long the other server may take, in milliseconds. */
const patienceMs = 10_000

/** Returns the file of a checkpoint. The names sort by size; no file is ever written twice. */
export const checkpointFile = (size: number): string => `${String(size).padStart(16, '0')}.checkpoint`

export type Keeping = {
  signal: AbortSignal
  /** Signs the request to a URL. */
  signer?: NoteSigner | undefined
  /** The size of the newest checkpoint to keep, so that all places get the same; undefined: the newest there is. */
  upTo?: number | undefined
}

/**
 * Takes the newest signed checkpoint to a place, if it is not there yet. A failure is kept for the page of the record and thrown, so
 * that it is in the log; the next run tries again.
 */
export async function keepNewestCheckpoint(
  pool: Pool,
  grant: Grant<'job:keep-checkpoint'>,
  place: RecordPlace,
  { signal, signer, upTo }: Keeping,
): Promise<void> {
  const name = placeName(place)
  const checkpoint = await checkpointToKeep.first(pool, { place: name, upTo: upTo ?? null })
  if (!checkpoint) return
  try {
    const { size, uncosigned, keptSize } = checkpoint
    const isKept =
      'witness' in place
        ? await keepCosigned(pool, grant, place, { size, note: uncosigned, keptSize }, signal)
        : await sendCheckpoint(place, checkpoint, signal, signer).then(() => true)
    if (!isKept) return
  } catch (error) {
    await noteNotKept(pool, grant, {
      place: name,
      failure: failureOf(error),
      isRefused: error instanceof WitnessRefused,
    })
    throw error
  }
  await noteKept(pool, grant, { place: name, size: checkpoint.size })
}

/** Returns an error in words for the officer: fetch hides its reason in the cause. */
const failureOf = (error: unknown): string => {
  const { message, cause } = error as Error
  return `${message}${cause instanceof Error ? `: ${cause.message}` : ''}`.slice(0, 500)
}

/**
 * Reads the checkpoints that a folder keeps, in the order of their sizes.
 * Reads files that people saved from the daily mail too (`.eml`, `.txt`).
 * @param since leaves out those before the newest one of at most this size: a tree that has that one has had the others
 * @throws where the folder is there and cannot be read; a folder that is not there yet has no checkpoint
 */
export async function readCheckpoints(folder: string, since = 0): Promise<KeptCheckpoint[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const kept = names.filter((name) => name.endsWith('.checkpoint')).sort()
  const first = kept.findLastIndex((name) => Number.parseInt(name, 10) <= since)
  const saved = names.filter((name) => /\.(eml|txt)$/.test(name)).sort()
  const wanted = [...kept.slice(Math.max(first, 0)), ...saved]
  const checkpoints: KeptCheckpoint[] = []
  for (const name of wanted)
    checkpoints.push({ name, note: savedCheckpoint(name, await readFile(path.join(folder, name))) })
  return checkpoints
}

/**
 * Takes one checkpoint to a place.
 * @param signer signs the request to a URL
 */
export async function sendCheckpoint(
  place: Exclude<RecordPlace, RecordWitness>,
  { size, note }: { size: number; note: string },
  signal: AbortSignal,
  signer?: NoteSigner,
): Promise<void> {
  if ('folder' in place) await writeInto(place.folder, checkpointFile(size), note)
  else await post(place.url, note, signal, signer)
}

/** Writes a file as a whole or not at all: nobody reads half a checkpoint, whenever the process is killed. */
async function writeInto(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const draft = path.join(folder, `.${name}.draft`)
  const file = await open(draft, 'w', 0o644)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path.join(folder, name))
}

/** Both the note and the request are signed: the receiver checks them with the public key. */
async function post(url: string, note: string, signal: AbortSignal, signer?: NoteSigner): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: signedPostHeaders(url, note, signer),
    body: note,
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`the second place of the record answered ${response.status}`)
}
