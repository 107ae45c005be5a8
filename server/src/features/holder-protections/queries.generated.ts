// Made by `npm run types` from the migrated database. Not to be edited.

export type MarkHolderProtection = {
  params: { csrId: string | null; accountId: number | null; personId: number | null; kind: string | null; reason: string | null; hidesAddress: boolean | null }
  row: { outcome: string }
}

export type RemoveHolderProtection = {
  params: { csrId: string | null; accountId: number | null; personId: number | null; reason: string | null; version: number | null }
  row: { outcome: string }
}
