import { type Cosignature, cosignaturesOf, type Witness } from '#transparency-log/cosignature.ts'
import type { Hash } from '#transparency-log/merkle.ts'
import { keyName, NoteError, readNote } from '#transparency-log/note.ts'

/** A witness of the record (C2SP tlog-witness): its public key, and the prefix of its address. */
export type RecordWitness = { witness: Witness; url: string }

/**
 * A witness that looked at the checkpoint and did not sign it, or signed something else. One that is away, slow or broken is an ordinary
 * error: it is asked again.
 */
export class WitnessRefused extends Error {
  override readonly name = 'WitnessRefused'
}

/** What a witness is shown: the checkpoint, and that the tree it knows is its beginning. */
export type Shown = { note: string; oldSize: number; proof: readonly Hash[] }

/** `newest`: the size that the witness has cosigned, where it is another one than `oldSize`. */
export type WitnessAnswer = { cosignature: Cosignature } | { newest: number }

/** How long a witness may take, in milliseconds. */
const patienceMs = 10_000
/** A few signature lines. */
const mostBytes = 64 * 1024
/** How far the witness's clock may be from ours, in milliseconds. */
const mostSkewMs = 5 * 60_000

/**
 * Asks a witness to cosign a checkpoint (`add-checkpoint`).
 * @throws WitnessRefused where it refuses, or its signature is by another key, over another checkpoint or of another time
 */
export async function askWitness(
  { witness, url }: RecordWitness,
  { note, oldSize, proof }: Shown,
  signal: AbortSignal,
): Promise<WitnessAnswer> {
  const lines = proof.map((hash) => `${hash.toString('base64')}\n`).join('')
  const response = await fetch(`${url.replace(/\/$/, '')}/add-checkpoint`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `old ${oldSize}\n${lines}\n${note}`,
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
  })
  const text = await readAtMost(response)
  const { status } = response
  if (status === 200) return { cosignature: cosignatureIn(text, note, witness) }
  if (status === 409 && /^(0|[1-9]\d{0,15})\n$/.test(text)) return { newest: Number(text) }
  const why = refusals[status]
  if (why !== undefined) throw new WitnessRefused(`the witness refused the checkpoint (${status}): ${why}`)
  throw new Error(`the witness answered ${status}`)
}

const refusals: Readonly<Record<number, string>> = {
  400: 'it could not read the request',
  403: 'it does not know the key that signed it',
  404: 'it does not know this record',
  422: 'it has cosigned a record that does not fit this one',
}

/** Returns the text of a response; one that is too long is not read to its end. */
async function readAtMost(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.length
    // Leaving the loop closes the connection.
    if (bytes > mostBytes) throw new Error('the witness’s answer is too long')
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}

function cosignatureIn(lines: string, note: string, witness: Witness): Cosignature {
  // What the answer brings must fit our text: a text of its own would be signed below another one.
  const { text } = readNote(note)
  if (!/^(?:— [^\n]+\n)+$/.test(lines)) throw new Error('the witness’s answer cannot be read')
  let cosignature: Cosignature | undefined
  try {
    ;[cosignature] = cosignaturesOf(`${text}\n${lines}`, [witness])
  } catch (error) {
    if (!(error instanceof NoteError)) throw error
    throw new WitnessRefused(error.message, { cause: error })
  }
  if (!cosignature)
    throw new WitnessRefused(`the witness answered without a signature by ${keyName(witness)}`)
  if (Math.abs(Date.now() - cosignature.at.getTime()) > mostSkewMs)
    throw new WitnessRefused(
      `the witness’s signature has the time ${cosignature.at.toISOString()}, which is not now`,
    )
  return cosignature
}
