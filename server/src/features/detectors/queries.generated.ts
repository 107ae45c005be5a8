// Made by `npm run types` from the migrated database. Not to be edited.

export type AddCursors = {
  params: { names: string[] | null }
  row: object
}

export type ChangeOwnDetails = {
  params: { otherSurnames: string[] | null; line1: string | null; postalCode: string | null; ownAccountIds: number[] | null; ofCsrId: string | null; version: number | null }
  row: { version: number }
}

export type ClaimCursor = {
  params: { detector: string | null }
  row: { nextIndex: number }
}

export type DetectorCounts = {
  params: { names: string[] | null }
  row: { detector: string; ranAt: Date | null; waiting: number; raised: number; falseAlarms: number }
}

export type EndCanary = {
  params: { csrId: string | null; canaryId: number | null }
  row: { canaryId: number }
}

export type EndMute = {
  params: { csrId: string | null; detectorMuteId: number | null }
  row: { detector: string; aboutCsrId: string }
}

export type LiveCanaries = {
  params: {  }
  row: { canaryId: number; accountId: number; markedBy: string; markedAt: Date; openings: number }
}

export type LiveMutes = {
  params: {  }
  row: { detectorMuteId: number; detector: string; csrId: string; csrName: string; accountId: number; mutedBy: string; mutedAt: Date; reason: string | null }
}

export type MarkCanary = {
  params: { csrId: string | null; canaryAccountId: number | null }
  row: { canaryId: number }
}

export type MoveCursor = {
  params: { to: number | null; detector: string | null }
  row: object
}

export type NextBatch = {
  params: { from: number | null; most: number | null; delayHours: number | null }
  row: { to: number; size: number }
}

export type RaiseFindings = {
  params: { findings: unknown | null }
  row: { raised: number }
}

export type SavedSettings = {
  params: { names: string[] | null }
  row: { setting: string; value: unknown }
}

export type StaffDetails = {
  params: {  }
  row: { csrId: string; name: string; isActive: boolean; isCustomer: boolean; otherSurnames: string[]; line1: string; postalCode: string; accountIds: number[]; version: number }
}
