// Made by `npm run types` from the migrated database. Not to be edited.

export type BeginPersonErasure = {
  params: { personId: number | null; accountId: number | null; csrId: string | null; reason: string | null; correlationId: string | null; sourceKeyHash: Uint8Array | null }
  row: { erasureId: number | null }
}

export type ErasePersonBatch = {
  params: { most: number | null }
  row: { isDone: boolean | null }
}

export type ErasureOf = {
  params: { personId: number | null; accountId: number | null }
  row: { personErasureId: number; askedByCsrId: string; askedAt: Date; reason: string; rowsErased: unknown; kept: unknown; done: number; total: number; doneAt: Date | null; recordEntryId: number | null }
}

export type PersonErasurePreview = {
  params: { personId: number | null }
  row: { preview: unknown }
}

export type PersonOnAccount = {
  params: { personId: number | null; accountId: number | null }
  row: { personId: number; name: string; locale: string | null }
}
