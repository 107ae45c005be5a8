// Made by `npm run types` from the migrated database. Not to be edited.

export type AddNightlyVerification = {
  params: { timeZone: string | null }
  row: object
}

export type BeatVerification = {
  params: { verificationId: number | null; runner: string | null }
  row: { runner: string | null }
}

export type CheckpointAge = {
  params: {  }
  row: { isOld: boolean }
}

export type ClaimVerification = {
  params: { runner: string | null }
  row: { verificationId: number; kind: string; sinceSize: number; sinceRoot: Uint8Array | null; startedBy: string | null; verified: number; verifiedRoot: Uint8Array | null; ownCheckpoints: number; keptCheckpoints: number; unsigned: number }
}

export type DeleteOldVerifications = {
  params: {  }
  row: object
}

export type DroppedMonths = {
  params: {  }
  row: { months: string[]; entries: number; at: Date; recordEntryId: number }
}

export type EndVerification = {
  params: { size: number | null; ownCheckpoints: number | null; keptCheckpoints: number | null; unsigned: number | null; unproved: string[] | null; faults: string | null; verificationId: number | null; runner: string | null }
  row: { runner: string | null }
}

export type FailVerification = {
  params: { failure: string | null; verificationId: number | null; runner: string | null }
  row: { startedBy: string | null }
}

export type IsAlertRaised = {
  params: { subject: string | null }
  row: { isRaised: boolean }
}

export type JoinVerification = {
  params: { csrId: string | null }
  row: { verificationId: number; pgNotify: unknown }
}

export type MailPlaces = {
  params: {  }
  row: { place: string }
}

export type NewestCheckpoint = {
  params: {  }
  row: { size: number; madeAt: Date; root: Uint8Array; note: string | null }
}

export type NewestCosignatures = {
  params: { witnesses: string[] | null }
  row: { witness: string; size: number; at: Date }
}

export type OpenVerification = {
  params: {  }
  row: { verificationId: number }
}

export type PlacesOfRecord = {
  params: { places: string[] | null; graceSeconds: number[] | null }
  row: { place: string; size: number; keptAt: Date | null; failure: string | null; failedAt: Date | null; isRefused: boolean; isCurrent: boolean }
}

export type RaiseRecordAlert = {
  params: { subject: string | null; details: string | null }
  row: { isRaised: boolean }
}

export type RecordHours = {
  params: {  }
  row: { hour: Date; entries: number; lagMs: number }
}

export type RecordState = {
  params: {  }
  row: { size: number; at: Date; unsealedSince: Date | null }
}

export type ReleaseVerification = {
  params: { verificationId: number | null; runner: string | null }
  row: object
}

export type SaveVerification = {
  params: { verified: number | null; verifiedRoot: Uint8Array | null; size: number | null; ownCheckpoints: number | null; keptCheckpoints: number | null; unsigned: number | null; verificationId: number | null; runner: string | null }
  row: { runner: string | null }
}

export type StreamOfRecord = {
  params: {  }
  row: { destination: string; isOn: boolean; hasValues: boolean; nextIndex: number; waiting: number; sentAt: Date | null; failure: string | null; failedAt: Date | null; nextAttemptAt: Date | null }
}

export type VerificationsOfRecord = {
  params: {  }
  row: { verificationId: number; kind: string; sinceSize: number; startedBy: string | null; state: string; verified: number; size: number | null; interruptions: number; ownCheckpoints: number; keptCheckpoints: number; unproved: string[]; faults: unknown; failure: string | null; createdAt: Date; endedAt: Date | null }
}

export type WrongEntry = {
  params: { entryId: number | null }
  row: { recordEntryId: number; at: Date; event: string; action: string; actorKind: string; csrId: string | null }
}
