import { hash } from 'node:crypto'

/** A SHA-256 hash of the tree: 32 bytes. */
export type Hash = Buffer

export const hashBytes = 32

/** Node makes a text of a hash three times as fast as a buffer, and a buffer of the text costs little. */
const sha256 = (data: string | Uint8Array): Hash => Buffer.from(hash('sha256', data, 'binary'), 'latin1')

/** Returns the hash of a leaf (RFC 6962, section 2.1): of a zero byte and the data, so that no leaf can be taken for a node. */
export const hashLeaf = (data: string): Hash => sha256(`\0${data}`)

/** Returns the hash of a node over its two children (RFC 6962, section 2.1): of a one byte and both hashes. */
export function hashChildren(left: Hash, right: Hash): Hash {
  // Only the published example of the RFC's authors has children of another length.
  if (left.length + right.length !== 2 * hashBytes)
    return sha256(Buffer.concat([node.subarray(0, 1), left, right]))
  left.copy(node, 1)
  right.copy(node, 1 + hashBytes)
  return sha256(node)
}

/** Where a node's prefix and its children are put together: one buffer for all, because a tree has as many nodes as leaves. */
const node = Buffer.alloc(1 + 2 * hashBytes, 0x01)

/** The root of the tree without leaves. */
export const emptyRoot = (): Hash => sha256('')

/** Returns the largest power of two below `n`, where a tree of `n` leaves is split (RFC 6962, section 2.1). */
export function splitOf(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** A complete subtree: the root over `2 ** height` leaves. */
export type Subtree = { height: number; hash: Hash }

/**
 * The complete subtrees of a tree that grows at its right edge, largest first: all that is needed to append a leaf and to
 * tell the root. A tree of a million leaves has at most twenty.
 */
export class RightEdge {
  readonly #subtrees: Subtree[]
  #size: number

  /** @param subtrees of a tree of `size` leaves, largest first */
  constructor(size = 0, subtrees: readonly Subtree[] = []) {
    this.#size = size
    this.#subtrees = [...subtrees]
  }

  /** The number of leaves. */
  get size(): number {
    return this.#size
  }

  /** Appends the hash of the next leaf. Returns the subtrees that it completes, the leaf itself first. */
  append(leaf: Hash): Subtree[] {
    let node = { height: 0, hash: leaf }
    const completed = [node]
    for (let last = this.#subtrees.at(-1); last?.height === node.height; last = this.#subtrees.at(-1)) {
      this.#subtrees.pop()
      node = { height: node.height + 1, hash: hashChildren(last.hash, node.hash) }
      completed.push(node)
    }
    this.#subtrees.push(node)
    this.#size += 1
    return completed
  }

  /** Returns an edge that grows apart from this one. */
  copy(): RightEdge {
    return new RightEdge(this.#size, this.#subtrees)
  }

  /** Returns the root of the tree as it is now. */
  root(): Hash {
    const smallestFirst = this.#subtrees.map(({ hash }) => hash).reverse()
    const [smallest, ...larger] = smallestFirst
    return smallest ? larger.reduce((right, left) => hashChildren(left, right), smallest) : emptyRoot()
  }
}

/** Returns the root over these leaves. */
export function rootOf(leaves: readonly Hash[]): Hash {
  const edge = new RightEdge()
  for (const leaf of leaves) edge.append(leaf)
  return edge.root()
}
