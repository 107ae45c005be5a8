// Made by `npm run types` from the migrated database. Not to be edited.

export type DeleteOldAttempts = {
  params: {  }
  row: object
}

export type GiveBackAttempt = {
  params: { bucket: Uint8Array | null; window: string | null }
  row: { giveBackAttempt: unknown }
}

export type TakeAttempt = {
  params: { bucket: Uint8Array | null; limit: number | null; window: string | null }
  row: { isWithin: boolean }
}
