// Made by `npm run types` from the migrated database. Not to be edited.

export type AdvanceStream = {
  params: { leaseBy: string | null; from: number | null }
  row: { nextIndex: number }
}

export type BeginStream = {
  params: { destination: string | null; hasValues: boolean | null; nextIndex: number | null }
  row: { nextIndex: number }
}

export type ChangeStream = {
  params: { destination: string | null; hasValues: boolean | null; isOn: boolean | null }
  row: object
}

export type ClaimBatch = {
  params: { leaseBy: string | null; seconds: number | null; most: number | null }
  row: { nextIndex: number; pendingTo: number; failures: number }
}

export type NoteStreamFailure = {
  params: { failure: string | null; waitSeconds: number | null; leaseBy: string | null }
  row: object
}

export type SealedSize = {
  params: {  }
  row: { size: number }
}

export type StreamState = {
  params: {  }
  row: { destination: string; hasValues: boolean; isOn: boolean }
}
