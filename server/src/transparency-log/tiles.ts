import { type Hash, hashBytes, RightEdge, rootOf, type Subtree, splitOf } from './merkle.ts'

/** Hashes in a full tile. A tile is a subtree of eight levels (C2SP tlog-tiles). */
export const tileWidth = 256
const tileHeight = 8

/** A stored piece of the tree: up to 256 hashes, each over `256 ** level` leaves, beginning with hash `256 * index`. */
export type Tile = { level: number; index: number; hashes: Buffer }

/** Returns the stored hashes of a tile; undefined where the tile does not exist. */
export type ReadTile = (level: number, index: number) => Promise<Buffer | undefined>

const hashAt = (hashes: Buffer, at: number): Hash =>
  hashes.subarray(at * hashBytes, (at + 1) * hashBytes) as Hash

const hashesOf = (hashes: Buffer): Hash[] =>
  Array.from({ length: hashes.length / hashBytes }, (_, at) => hashAt(hashes, at))

/** Returns which tiles stand at the right edge of a tree of `size` leaves, by level. Full tiles are not among them. */
export function edgeTiles(size: number): { level: number; index: number; width: number }[] {
  const tiles = []
  for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / tileWidth)) {
    const width = hashes % tileWidth
    if (width > 0) tiles.push({ level, index: Math.floor(hashes / tileWidth), width })
  }
  return tiles
}

/** A tile that still grows: a buffer with room for a full one, and how many hashes it has. */
type EdgeTile = { level: number; index: number; width: number; buffer: Buffer }

const edgeTile = (level: number, index: number, width: number, hashes?: Buffer): EdgeTile => {
  const buffer = Buffer.alloc(tileWidth * hashBytes)
  hashes?.copy(buffer)
  return { level, index, width, buffer }
}

/** A tree that is being extended: holds the tiles of its right edge, and collects those that changed. */
export class GrowingTree {
  readonly #edge: RightEdge
  /** The tile of the right edge of each level. */
  readonly #tiles: EdgeTile[] = []
  readonly #changed = new Set<EdgeTile>()

  private constructor(size: number, tiles: readonly (Buffer | undefined)[]) {
    this.#edge = edgeOf(size, tiles)
    for (const { level, index, width } of edgeTiles(size))
      this.#tiles[level] = edgeTile(level, index, width, tiles[level])
  }

  /** Reads the right edge of a tree of `size` leaves. Throws where a tile is missing or has another width. */
  static async of(size: number, readTile: ReadTile): Promise<GrowingTree> {
    const tiles: Buffer[] = []
    for (const { level, index, width } of edgeTiles(size)) {
      const hashes = await readTile(level, index)
      if (hashes?.length !== width * hashBytes)
        throw new Error(
          `tile ${level}/${index} does not have the ${width} hashes of a tree of ${size} leaves`,
        )
      tiles[level] = hashes
    }
    return new GrowingTree(size, tiles)
  }

  /** Returns a tree without leaves. */
  static empty(): GrowingTree {
    return new GrowingTree(0, [])
  }

  /** The number of leaves. */
  get size(): number {
    return this.#edge.size
  }

  /** Appends the hash of the next leaf. */
  append(leaf: Hash): void {
    for (const { height, hash } of this.#edge.append(leaf)) {
      if (height % tileHeight !== 0) continue
      const level = height / tileHeight
      let tile = this.#tiles[level]
      if (!tile || tile.width === tileWidth) {
        const index = Math.floor((this.size / tileWidth ** level - 1) / tileWidth)
        tile = edgeTile(level, index, 0)
        this.#tiles[level] = tile
      }
      hash.copy(tile.buffer, tile.width * hashBytes)
      tile.width += 1
      this.#changed.add(tile)
    }
  }

  /** Returns the tiles that were made or extended since they were last taken. */
  takeChanged(): Tile[] {
    const tiles = [...this.#changed].map(({ level, index, width, buffer }) => ({
      level,
      index,
      hashes: Buffer.from(buffer.subarray(0, width * hashBytes)),
    }))
    this.#changed.clear()
    return tiles
  }

  /** Returns the root of the tree as it is now. */
  root(): Hash {
    return this.#edge.root()
  }

  /** Returns the edge of another tree that begins as this one. */
  copyEdge(): RightEdge {
    return this.#edge.copy()
  }
}

/** Returns the right edge whose complete subtrees stand in the partial tiles, by level. */
function edgeOf(size: number, tiles: readonly (Buffer | undefined)[]): RightEdge {
  const subtrees: Subtree[] = []
  for (let level = tiles.length - 1; level >= 0; level--) {
    let hashes = hashesOf(tiles[level] ?? Buffer.alloc(0))
    while (hashes.length > 0) {
      const leaves = largestPower(hashes.length)
      subtrees.push({ height: level * tileHeight + Math.log2(leaves), hash: rootOf(hashes.slice(0, leaves)) })
      hashes = hashes.slice(leaves)
    }
  }
  return new RightEdge(size, subtrees)
}

/** The largest power of two that is not above `n`. */
const largestPower = (n: number) => splitOf(n + 1)

/** Reads hashes of a tree of `size` leaves from its tiles. */
export class StoredTree {
  readonly size: number
  readonly #readTile: ReadTile
  readonly #kept = new Map<string, Promise<Buffer | undefined>>()

  constructor(size: number, readTile: ReadTile) {
    this.size = size
    this.#readTile = readTile
  }

  /**
   * Returns the root over the leaves from `from` up to and without `to`. Throws where a tile is missing.
   * @param from a multiple of the largest power of two below the number of leaves, as all ranges of RFC 6962 are
   */
  async rangeRoot(from: number, to: number): Promise<Hash> {
    const leaves = to - from
    if (leaves === 1 || largestPower(leaves) === leaves)
      return this.#completeRoot(Math.log2(leaves), from / leaves)
    const split = from + splitOf(leaves)
    const [left, right] = await Promise.all([this.rangeRoot(from, split), this.rangeRoot(split, to)])
    return rootOf([left, right])
  }

  /** Returns the root of the whole tree. */
  root(): Promise<Hash> {
    return this.size === 0 ? Promise.resolve(rootOf([])) : this.rangeRoot(0, this.size)
  }

  /** Returns the root of a complete subtree of `2 ** height` leaves. */
  async #completeRoot(height: number, at: number): Promise<Hash> {
    const level = Math.floor(height / tileHeight)
    const width = 2 ** (height % tileHeight)
    const first = at * width
    const index = Math.floor(first / tileWidth)
    const hashes = await this.#tile(level, index)
    const begin = first % tileWidth
    if (!hashes || hashes.length < (begin + width) * hashBytes)
      throw new Error(`tile ${level}/${index} is missing`)
    return rootOf(hashesOf(hashes.subarray(begin * hashBytes, (begin + width) * hashBytes)))
  }

  #tile(level: number, index: number): Promise<Buffer | undefined> {
    const name = `${level}/${index}`
    const tile = this.#kept.get(name) ?? this.#readTile(level, index)
    this.#kept.set(name, tile)
    return tile
  }
}
