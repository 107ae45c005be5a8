import fc from 'fast-check'
import { expect, test } from 'vitest'
import { consistencyProof, isConsistent } from './consistency.ts'
import { emptyRoot, type Hash, hashChildren, hashLeaf, RightEdge, rootOf, splitOf } from './merkle.ts'
import { inclusionProof, isIncluded } from './proofs.ts'
import { edgeTiles, GrowingTree, StoredTree, type Tile, tileWidth } from './tiles.ts'

const hex = (hash: Hash) => hash.toString('hex')

test('hashes as RFC 6962 does: the published values of a leaf, an empty leaf, a node and the empty tree', () => {
  expect(hex(emptyRoot())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(hex(hashLeaf(''))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
  expect(hex(hashLeaf('L123456'))).toBe('395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56')
  expect(hex(hashChildren(Buffer.from('N123'), Buffer.from('N456')))).toBe(
    'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
  )
})

/** The eight leaves of the published test vectors of Certificate Transparency, and the root after each. */
const vectors: [leaf: string, root: string][] = [
  ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  ['00', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  ['10', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  ['2021', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  ['3031', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  ['40414243', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
  ['5051525354555657', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  ['606162636465666768696a6b6c6d6e6f', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
]
// All bytes of the vectors are ASCII.
const vectorLeaves = vectors.map(([leaf]) => hashLeaf(Buffer.from(leaf, 'hex').toString()))

test('has the published root after each published leaf', () => {
  const edge = new RightEdge()
  for (const [i, [, root]] of vectors.entries()) {
    edge.append(vectorLeaves[i] ?? emptyRoot())
    expect(hex(edge.root())).toBe(root)
  }
})

/** The number of hashes in a tile. */
const widthOf = ({ hashes }: Pick<Tile, 'hashes'>) => hashes.length / 32

const leafOf = (i: number) => hashLeaf(`entry ${i}`)

/** A tree of `size` leaves, extended in pieces, with its tiles in memory. */
async function storedTree(pieces: readonly number[]) {
  const tiles = new Map<string, Tile>()
  const readTile = async (level: number, index: number) => tiles.get(`${level}/${index}`)?.hashes
  let size = 0
  let root = emptyRoot()
  for (const piece of pieces) {
    const tree = await GrowingTree.of(size, readTile)
    for (let i = 0; i < piece; i++) tree.append(leafOf(size + i))
    for (const tile of tree.takeChanged()) tiles.set(`${tile.level}/${tile.index}`, tile)
    size = tree.size
    root = tree.root()
  }
  return { size, root, tiles, readTile }
}

/** The root by the recursive definition of RFC 6962, section 2.1. */
const byDefinition = (leaves: readonly Hash[]): Hash => {
  const [first] = leaves
  if (!first) return emptyRoot()
  if (leaves.length === 1) return first
  const k = splitOf(leaves.length)
  return hashChildren(byDefinition(leaves.slice(0, k)), byDefinition(leaves.slice(k)))
}

test('has the same root however the leaves were sealed, and the tiles of C2SP tlog-tiles', async () => {
  const pieces = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(pieces, async (sizes) => {
      const { size, root, tiles, readTile } = await storedTree(sizes)
      const leaves = Array.from({ length: size }, (_, i) => leafOf(i))
      expect(hex(root)).toBe(hex(byDefinition(leaves)))
      expect(hex(await new StoredTree(size, readTile).root())).toBe(hex(root))
      for (const { level, index, width } of edgeTiles(size))
        expect(widthOf(tiles.get(`${level}/${index}`) ?? { hashes: Buffer.alloc(0) })).toBe(width)
    }),
    { numRuns: 40 },
  )
})

test('a tree of 70,000 leaves has the tiles that the specification counts', async () => {
  const { tiles } = await storedTree([70_000])
  const of = (level: number) => [...tiles.values()].filter((tile) => tile.level === level).map(widthOf)
  expect(of(0).filter((width) => width === tileWidth)).toHaveLength(273)
  expect(of(0).filter((width) => width < tileWidth)).toEqual([112])
  expect(of(1)).toEqual([tileWidth, 17])
  expect(of(2)).toEqual([1])
})

const twoSizes = fc.tuple(fc.nat(700), fc.nat(700)).map((sizes) => sizes.sort((a, b) => a - b))

test('an inclusion proof holds for its leaf, and for no other leaf, index, size or root', async () => {
  const { readTile } = await storedTree([701])
  await fc.assert(
    fc.asyncProperty(twoSizes, async ([index = 0, last = 0]) => {
      const tree = new StoredTree(last + 1, readTile)
      const root = await tree.root()
      const proof = await inclusionProof(tree, index)
      expect(isIncluded(leafOf(index), index, tree.size, proof, root)).toBe(true)
      expect(isIncluded(leafOf(index + 1), index, tree.size, proof, root)).toBe(false)
      expect(isIncluded(leafOf(index), index, tree.size, proof, emptyRoot())).toBe(false)
      expect(isIncluded(leafOf(index), index, tree.size, [...proof, root], root)).toBe(false)
      expect(isIncluded(leafOf(index), tree.size, tree.size, proof, root)).toBe(false)
      if (proof.length > 0)
        expect(isIncluded(leafOf(index), index, tree.size, proof.slice(1), root)).toBe(false)
      await expect(inclusionProof(tree, tree.size)).rejects.toThrow(RangeError)
    }),
    { numRuns: 60 },
  )
})

test('a consistency proof holds for the older tree, and for no other root', async () => {
  const { readTile } = await storedTree([701])
  await fc.assert(
    fc.asyncProperty(twoSizes, async ([older = 0, newer = 0]) => {
      const oldRoot = await new StoredTree(older, readTile).root()
      const tree = new StoredTree(newer, readTile)
      const root = await tree.root()
      const proof = await consistencyProof(tree, older)
      expect(isConsistent(older, oldRoot, newer, root, proof)).toBe(true)
      if (older === 0) return
      expect(isConsistent(older, leafOf(9_999), newer, root, proof)).toBe(false)
      expect(isConsistent(older, oldRoot, newer, leafOf(9_999), proof)).toBe(false)
      expect(isConsistent(older, oldRoot, newer, root, [...proof, root])).toBe(false)
      expect(isConsistent(newer + 1, oldRoot, newer, root, proof)).toBe(false)
    }),
    { numRuns: 60 },
  )
})

test('takes the proofs of the RFC’s own example: d0, d3 and d6 of seven leaves, and the trees of 3, 4 and 6', async () => {
  const seven = vectorLeaves.slice(0, 7)
  const [a, b, c, d, e, f, j] = seven
  if (!a || !b || !c || !d || !e || !f || !j) throw new Error('seven leaves')
  const [g, h, i] = [hashChildren(a, b), hashChildren(c, d), hashChildren(e, f)]
  const [k, l] = [hashChildren(g, h), hashChildren(i, j)]
  const root = hashChildren(k, l)
  expect(isIncluded(a, 0, 7, [b, h, l], root)).toBe(true)
  expect(isIncluded(d, 3, 7, [c, g, l], root)).toBe(true)
  expect(isIncluded(f, 5, 7, [e, j, k], root)).toBe(true)
  expect(isIncluded(j, 6, 7, [i, k], root)).toBe(true)
  expect(isConsistent(3, hashChildren(g, c), 7, root, [c, d, g, l])).toBe(true)
  expect(isConsistent(4, k, 7, root, [l])).toBe(true)
  expect(isConsistent(6, hashChildren(k, i), 7, root, [i, j, k])).toBe(true)
  expect(rootOf(seven)).toEqual(root)
})
