// Made by `npm run types` from the migrated database. Not to be edited.

export type AddAlertStep = {
  params: { toDoId: number | null; step: string | null; csrId: string | null; toCsrId: string | null }
  row: object
}

export type AgeHours = {
  params: {  }
  row: { due: number | null; overdue: number | null }
}

export type AlertOwners = {
  params: { aboutCsrId: string | null }
  row: { csrId: string; name: string }
}

export type AlertRows = {
  params: { toDoId: number | null; state: string | null; subject: string | null; priority: number | null; outcome: string | null; hours: number | null; aboutCsrId: string | null; ownerCsrId: string | null; accountId: number | null; from: string | null; timeZone: string | null; to: string | null; before: number | null }
  row: { toDoId: number; at: Date; subject: string; priority: number; csrId: string | null; csrName: string | null; accountId: number | null; ownerCsrId: string | null; ownerName: string | null; settledAt: Date | null; settledBy: string | null; outcome: string | null; reason: string | null; hours: number; reasonKind: string | null; reference: string | null; detector: string | null; firstAt: Date | null; lastAt: Date | null; times: number | null; facts: unknown; personId: number | null; givenName: string | null; surname: string | null; organisationName: string | null; recordAt: Date | null; isProtected: boolean; isMuted: boolean }
}

export type AlertSteps = {
  params: { toDoId: number | null }
  row: { step: string; at: Date; byCsrId: string; byName: string; toName: string | null }
}

export type AssignAlert = {
  params: { ownerCsrId: string | null; toDoId: number | null }
  row: { subject: string }
}

export type ClaimAlerts = {
  params: { most: number | null }
  row: { subject: string; csrId: string | null; csrName: string | null; accountId: number | null; recipient: unknown }
}

export type MuteFinding = {
  params: { csrId: string | null; toDoId: number | null }
  row: { detectorMuteId: number; detector: string; aboutCsrId: string }
}

export type SettleAlert = {
  params: { csrId: string | null; reason: string | null; outcome: string | null; toDoId: number | null }
  row: { subject: string }
}

export type UnsettledAlerts = {
  params: {  }
  row: { toDoId: number; at: Date; subject: string; csrId: string | null; csrName: string | null; accountId: number | null; reasonKind: string | null; reference: string | null }
}
