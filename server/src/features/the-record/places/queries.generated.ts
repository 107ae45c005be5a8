// Made by `npm run types` from the migrated database. Not to be edited.

export type AddCosignature = {
  params: { size: number | null; witness: string | null; line: string | null; at: Date | null }
  row: object
}

export type CheckpointToKeep = {
  params: { place: string | null; upTo: number | null }
  row: { size: number; note: string; uncosigned: string; keptSize: number }
}

export type ClaimCheckpointMail = {
  params: { place: string | null; day: string | null; size: number | null }
  row: { place: string }
}

export type DueCheckpointMails = {
  params: { timeZone: string | null }
  row: { place: string; address: string; locale: string; day: string }
}

export type InsertCheckpointMail = {
  params: { recipient: string | null; subject: string | null; body: string | null }
  row: { outgoingMessageId: number; pgNotify: unknown }
}

export type NewestSignedSize = {
  params: {  }
  row: { size: number | null }
}

export type NoteKept = {
  params: { place: string | null; size: number | null }
  row: object
}

export type NoteNotKept = {
  params: { place: string | null; failure: string | null; isRefused: boolean | null }
  row: object
}

export type NoteQueued = {
  params: { messageId: number | null; place: string | null }
  row: object
}

export type SettleCheckpointMails = {
  params: {  }
  row: object
}
