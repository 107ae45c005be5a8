import type { Pool } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import { consistencyProof } from '#transparency-log/consistency.ts'
import { treeOf } from '../stored-tree.ts'
import { askWitness, type RecordWitness, WitnessRefused } from './ask-witness.ts'
import { addCosignature, newestSignedSize } from './queries.ts'

/** A checkpoint, and the size of the one that the witness cosigned before, as far as we know. */
type ToCosign = { size: number; note: string; keptSize: number }

/**
 * Has a witness cosign a checkpoint, and keeps the cosignature. Where the witness knows another size than we thought, as after a process
 * that was killed before it kept the answer, it is asked once more with a proof from that size.
 * @returns false where another process has shown the witness a newer checkpoint meanwhile
 * @throws WitnessRefused, also where the witness has cosigned more entries than this record has
 */
export async function keepCosigned(
  pool: Pool,
  grant: Grant<'job:keep-checkpoint'>,
  place: RecordWitness,
  { size, note, keptSize }: ToCosign,
  signal: AbortSignal,
): Promise<boolean> {
  const ask = async (oldSize: number) =>
    askWitness(place, { note, oldSize, proof: await consistencyProof(treeOf(pool, size), oldSize) }, signal)
  let response = await ask(keptSize)
  if ('newest' in response && response.newest <= size) {
    const named = response.newest
    response = await ask(named)
    if ('newest' in response && response.newest === named)
      throw new WitnessRefused(`the witness does not keep to the ${named} entries that it named`)
  }
  if ('newest' in response) return isShownMeanwhile(pool, response.newest)
  const { witness, line, at } = response.cosignature
  await addCosignature(pool, grant, { size, witness, line, at })
  return true
}

/** Returns false where our record has that size by now. Throws where it has not: it was cut off, or an old copy was restored. */
async function isShownMeanwhile(pool: Pool, newest: number): Promise<false> {
  const { size } = await newestSignedSize.one(pool, {})
  if (newest <= (size ?? 0)) return false
  throw new WitnessRefused(`the witness has cosigned ${newest} entries, and this record has ${size ?? 0}`)
}
