// Made by `npm run types` from the migrated database. Not to be edited.

export type ReadSharedAsset = {
  params: { etag: string | null; name: string | null }
  row: { type: string; body: Uint8Array }
}

export type SharedAssetNames = {
  params: {  }
  row: { etag: string; name: string }
}
