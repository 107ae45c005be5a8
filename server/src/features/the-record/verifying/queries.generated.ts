// Made by `npm run types` from the migrated database. Not to be edited.

export type CheckpointsFrom = {
  params: { after: number | null; to: number | null }
  row: { size: number; root: Uint8Array; note: string | null; cosignatures: string | null; madeAt: Date }
}

export type DroppedLeaves = {
  params: {  }
  row: { leaves: string | null }
}

export type EntriesWithoutLeaf = {
  params: { settledId: number | null }
  row: { recordEntryId: number }
}

export type LeavesFrom = {
  params: { from: number | null; to: number | null }
  row: { leaves: unknown }
}

export type SealingState = {
  params: {  }
  row: { size: number; firstId: number; settledId: number }
}

export type TilesOfLevel = {
  params: { level: number | null; from: number | null; to: number | null }
  row: { tileIndex: number; hashes: Uint8Array }
}
