import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Pool } from '#database/sql.ts'
import { type Asset, type Assets, chunkFolder, etagOf } from '../assets.ts'
import { readSharedAsset, sharedAssetNames } from './queries.ts'

/** Finds a built file of another version, as `/assets/<etag>/<name>` asks for it. */
export type OtherAssets = (etag: string, name: string) => Promise<Asset | undefined>

/** Open pages ask for the files of their version, for days: a desk stays open. */
const keptDays = 90
/** Milliseconds for which the list of names is used, so that requests for unknown files cost one statement a second at most. */
const freshMs = 1_000

/** Puts this version's files where other versions find them, and drops those of versions that no process has started for long. */
export async function shareAssets(owner: Pool, assets: Assets): Promise<void> {
  for (const [name, { etag, type, body }] of assets)
    await owner.unsafe(
      `INSERT INTO served_assets (etag, name, type, body) VALUES ($1, $2, $3, $4)
       ON CONFLICT (etag, name) DO UPDATE SET last_started_at = now()`,
      [etag, name, type, body],
    )
  await owner.unsafe(`DELETE FROM served_assets WHERE last_started_at < now() - interval '${keptDays} days'`)
}

/** Looks for files of other versions in the database. What was found stays in memory; its content is checked against its name. */
export function findSharedAssets(pool: Pool): OtherAssets {
  const assets = new Map<string, Promise<Asset | undefined>>()
  let names: { at: number; list: Promise<{ etag: string; name: string }[]> } | undefined

  const listedNames = () => {
    const now = performance.now()
    if (!names || now - names.at > freshMs) names = { at: now, list: sharedAssetNames(pool, {}) }
    return names.list
  }
  const read = async (etag: string, name: string): Promise<Asset | undefined> => {
    const row = await readSharedAsset.first(pool, { etag, name })
    if (!row) return undefined
    const body = Buffer.from(row.body)
    if (etagOf(body) !== etag) throw new Error(`the shared file ${name} is not what its name says`)
    return { body, type: row.type, etag, packed: { gzip: await promisify(gzip)(body) } }
  }

  return async (etag, name) => {
    // A chunk is asked for beside the file that imports it: its own name has its content.
    const isChunk = name.startsWith(chunkFolder)
    const there = (await listedNames()).find((one) => one.name === name && (isChunk || one.etag === etag))
    if (!there) return undefined
    const key = `${there.etag}/${name}`
    const asset = assets.get(key) ?? read(there.etag, name)
    assets.set(key, asset)
    asset.catch(() => assets.delete(key))
    return asset
  }
}
