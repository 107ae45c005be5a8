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
