import { type Hash, hashChildren, splitOf } from './merkle.ts'
import type { StoredTree } from './tiles.ts'

/** Returns the hashes which show that the tree of `oldSize` leaves is the beginning of this one (RFC 6962, section 2.1.2). */
export async function consistencyProof(tree: StoredTree, oldSize: number): Promise<Hash[]> {
  if (!(oldSize >= 0 && oldSize <= tree.size))
    throw new RangeError(`a tree of ${tree.size} leaves never had ${oldSize}`)
  const subproof = async (from: number, to: number, isKnown: boolean): Promise<Hash[]> => {
    if (oldSize === to) return isKnown ? [] : [await tree.rangeRoot(from, to)]
    const split = from + splitOf(to - from)
    return oldSize <= split
      ? [...(await subproof(from, split, isKnown)), await tree.rangeRoot(split, to)]
      : [...(await subproof(split, to, false)), await tree.rangeRoot(from, split)]
  }
  return oldSize === 0 ? [] : subproof(0, tree.size, true)
}

/** Returns whether the proof shows that the tree with `oldRoot` is the beginning of the tree with `newRoot`. */
export function isConsistent(
  oldSize: number,
  oldRoot: Hash,
  newSize: number,
  newRoot: Hash,
  proof: readonly Hash[],
): boolean {
  if (!(oldSize >= 0 && oldSize <= newSize)) return false
  if (oldSize === 0) return proof.length === 0
  // Rebuilds both roots from the proof, along the path to the old tree's last leaf.
  const climb = (
    leaves: number,
    old: number,
    isKnown: boolean,
    rest: readonly Hash[],
  ): { oldHash: Hash; newHash: Hash } | undefined => {
    if (old === leaves) {
      const [only] = rest
      if (isKnown) return rest.length === 0 ? { oldHash: oldRoot, newHash: oldRoot } : undefined
      return rest.length === 1 && only ? { oldHash: only, newHash: only } : undefined
    }
    const beside = rest.at(-1)
    if (!beside) return undefined
    const split = splitOf(leaves)
    const below = rest.slice(0, -1)
    if (old <= split) {
      const left = climb(split, old, isKnown, below)
      return left && { oldHash: left.oldHash, newHash: hashChildren(left.newHash, beside) }
    }
    const right = climb(leaves - split, old - split, false, below)
    return (
      right && {
        oldHash: hashChildren(beside, right.oldHash),
        newHash: hashChildren(beside, right.newHash),
      }
    )
  }
  const rebuilt = climb(newSize, oldSize, true, proof)
  return rebuilt ? rebuilt.oldHash.equals(oldRoot) && rebuilt.newHash.equals(newRoot) : false
}
