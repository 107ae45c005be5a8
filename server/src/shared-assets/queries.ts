import { query } from '#database/query.ts'
import type { ReadSharedAsset, SharedAssetNames } from './queries.generated.ts'

/** The built files of all versions that ran lately, without their contents. */
export const sharedAssetNames = query<SharedAssetNames>(
  'shared-asset-names',
  `SELECT etag, name FROM served_assets`,
)

export const readSharedAsset = query<ReadSharedAsset>(
  'read-shared-asset',
  `SELECT type, body FROM served_assets WHERE etag = $etag AND name = $name`,
)
