// Made by `npm run types` from the migrated database. Not to be edited.

export type DeleteSavedView = {
  params: { savedViewId: number | null; csrId: string | null }
  row: object
}

export type InsertSavedView = {
  params: { csrId: string | null; csrGroup: string | null; name: string | null; terms: unknown | null; columns: string[] | null }
  row: { savedViewId: number; version: number }
}

export type LockSavedViews = {
  params: { csrId: string | null }
  row: { pgAdvisoryXactLock: unknown }
}

export type OwnSavedViews = {
  params: { csrId: string | null }
  row: { savedViewId: number; name: string; csrGroup: string | null; terms: unknown; columns: string[]; version: number }
}

export type SavedViewsSeen = {
  params: { csrId: string | null }
  row: { savedViewId: number; name: string; csrGroup: string | null; terms: unknown; columns: string[]; version: number; isOwn: boolean; ownerName: string }
}

export type UpdateSavedView = {
  params: { csrGroup: string | null; name: string | null; terms: unknown | null; columns: string[] | null; savedViewId: number | null; csrId: string | null }
  row: { version: number }
}
