import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import type { Pool } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import type { NoteSigner } from '#transparency-log/note.ts'
import { checkpointToKeep, noteKept, noteNotKept } from './queries.ts'
import type { RecordKey } from './record-key.ts'
import type { RecordSigning } from './seal.ts'
import { signedPostHeaders } from './signed-post.ts'
import type { KeptCheckpoint } from './verifying/promised-roots.ts'

/** A place for checkpoints which the owner of the database does not command: another disk, a WORM bucket, another server. */
export type RecordPlace = { folder: string } | { url: string }

export type RecordSettings = {
  /** The record's name in its checkpoints. */
  origin: string
  /** The keys that sign now. A key is exchanged while the process runs. */
  signing(): RecordSigning
  /** The public keys, with their days. */
  keys(): readonly RecordKey[]
  places: readonly RecordPlace[]
}

/** Returns the name of a place in the database and on screens. */
export const placeName = (place: RecordPlace): string => ('folder' in place ? place.folder : place.url)

/** How long the other server may take, in milliseconds. */
const patienceMs = 10_000

/** Returns the file of a checkpoint. The names sort by size; no file is ever written twice. */
export const checkpointFile = (size: number): string => `${String(size).padStart(16, '0')}.checkpoint`

/**
 * Takes the newest signed checkpoint to the second place, if it is not there yet. A failure is kept for the page of the record
 * and thrown, so that it is in the log; the next run tries again.
 */
export async function keepNewestCheckpoint(
  pool: Pool,
  grant: Grant<'job:keep-checkpoint'>,
  place: RecordPlace,
  signal: AbortSignal,
  signer?: NoteSigner,
): Promise<void> {
  const name = placeName(place)
  const checkpoint = await checkpointToKeep.first(pool, { place: name })
  if (!checkpoint) return
  try {
    await sendCheckpoint(place, checkpoint, signal, signer)
  } catch (error) {
    await noteNotKept(pool, grant, { place: name, failure: (error as Error).message.slice(0, 500) })
    throw error
  }
  await noteKept(pool, grant, { place: name, size: checkpoint.size })
}

/**
 * Reads the checkpoints that a folder keeps, in the order of their sizes.
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
  const wanted = kept.slice(Math.max(first, 0))
  const checkpoints: KeptCheckpoint[] = []
  for (const name of wanted) checkpoints.push({ name, note: await readFile(path.join(folder, name), 'utf8') })
  return checkpoints
}

/**
 * Takes one checkpoint to a place.
 * @param signer signs the request to a URL
 */
export async function sendCheckpoint(
  place: RecordPlace,
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
