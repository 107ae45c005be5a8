import { type Hash, hashChildren, splitOf } from './merkle.ts'
import type { StoredTree } from './tiles.ts'

/** Returns the hashes that lead from a leaf to the root, from its sibling upwards (RFC 6962, section 2.1.1). */
export async function inclusionProof(tree: StoredTree, index: number): Promise<Hash[]> {
  if (!(index >= 0 && index < tree.size))
    throw new RangeError(`leaf ${index} is not in a tree of ${tree.size} leaves`)
  const path = async (from: number, to: number): Promise<Hash[]> => {
    if (to - from === 1) return []
    const split = from + splitOf(to - from)
    return index < split
      ? [...(await path(from, split)), await tree.rangeRoot(split, to)]
      : [...(await path(split, to)), await tree.rangeRoot(from, split)]
  }
  return path(0, tree.size)
}

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

/** Returns whether the proof leads from this leaf at this index to the root of a tree of `size` leaves. */
export function isIncluded(
  leaf: Hash,
  index: number,
  size: number,
  proof: readonly Hash[],
  root: Hash,
): boolean {
  if (!(index >= 0 && index < size)) return false
  const climb = (at: number, leaves: number, rest: readonly Hash[]): Hash | undefined => {
    if (leaves === 1) return rest.length === 0 ? leaf : undefined
    const sibling = rest.at(-1)
    if (!sibling) return undefined
    const split = splitOf(leaves)
    const below = rest.slice(0, -1)
    if (at < split) {
      const left = climb(at, split, below)
      return left && hashChildren(left, sibling)
    }
    const right = climb(at - split, leaves - split, below)
    return right && hashChildren(sibling, right)
  }
  return climb(index, size, proof)?.equals(root) ?? false
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
