// Made by `npm run types` from the migrated database. Not to be edited.

export type AppendRecord = {
  params: { tokenHash: Uint8Array | null; entries: unknown | null }
  row: { appendOwnRecord: unknown }
}

export type NoteOpening = {
  params: { csrId: string | null; deskSessionId: number | null; what: string | null; id: number | null }
  row: { noteOpening: unknown }
}

export type RaiseAlert = {
  params: { entry: unknown | null; isOnceAnHour: boolean | null }
  row: { isRaised: boolean }
}

export type SettleSearch = {
  params: { deskSessionId: number | null }
  row: { settleSearch: unknown }
}
