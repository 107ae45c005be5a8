// Made by `npm run types` from the migrated database. Not to be edited.

export type AddStaffProposal = {
  params: { kind: string | null; subject: string | null; change: string | null; version: number | null; current: unknown | null; wanted: unknown | null; reason: string | null; csrId: string | null }
  row: { proposalId: number }
}

export type ChangeStaff = {
  params: { kind: string | null; subject: string | null; state: unknown | null; by: unknown | null; shipped: unknown | null }
  row: { effect: unknown }
}

export type CsrGroupRows = {
  params: { csrGroup: string | null }
  row: { csrGroup: string; name: string; version: number; isDeleted: boolean; requiresSecondFactor: boolean; members: number; permissions: number }
}

export type CsrRows = {
  params: { csrId: string | null }
  row: { csrId: string; name: string; email: string; isActive: boolean; version: number; lastSeenAt: Date | null; openSessions: number; liveMasquerades: number }
}

export type DayEdges = {
  params: { timeZone: string | null; days: string[] | null }
  row: { day: string; begins: string; ends: string; today: string }
}

export type DecideStaffProposal = {
  params: { standing: string | null; csrId: string | null; reason: string | null; proposalId: number | null }
  row: { staffProposalId: number }
}

export type FourEyes = {
  params: {  }
  row: { hasFourEyes: boolean; deciders: number }
}

export type LockStaff = {
  params: {  }
  row: { lockStaff: unknown }
}

export type MasqueradesNamed = {
  params: { masqueradeIds: string[] | null }
  row: { masqueradeId: string; csrName: string; userName: string; startedAt: Date }
}

export type MembershipRows = {
  params: { csrId: string | null; csrGroup: string | null }
  row: { csrId: string; csrName: string; csrGroup: string; name: string; source: string; from: Date | null; to: Date | null; isNow: boolean }
}

export type PreviewStaffChange = {
  params: { kind: string | null; subject: string | null; state: unknown | null; by: unknown | null; shipped: unknown | null }
  row: { effect: unknown }
}

export type StaffNames = {
  params: { csrIds: string[] | null }
  row: { csrId: string; name: string }
}

export type StaffProposals = {
  params: { proposalId: number | null }
  row: { proposalId: number; kind: string; subject: string; change: string; baseVersion: number; baseState: unknown; wanted: unknown; reason: string; proposedBy: string; proposedAt: Date; standing: string; decidedBy: string | null; decidedAt: Date | null; decisionReason: string | null; proposedByName: string; decidedByName: string | null }
}

export type StaffState = {
  params: { kind: string | null; subject: string | null }
  row: { state: unknown; version: number | null }
}

export type StaffVersionState = {
  params: { kind: string | null; subject: string | null; version: number | null }
  row: { state: unknown }
}

export type StaffVersions = {
  params: { kind: string | null; subject: string | null }
  row: { version: number; change: string; source: string; before: unknown; after: unknown; reason: string | null; changedAt: Date; changedByName: string | null; approvedByName: string | null; changedBy: string | null; approvedBy: string | null }
}

export type SwitchesOfGroups = {
  params: {  }
  row: { csrGroup: string; name: string; switches: unknown }
}

export type ToDoRolesInUse = {
  params: {  }
  row: { role: string }
}

export type UtilityStanding = {
  params: {  }
  row: { switches: unknown; version: number; isMasqueradeEnabled: boolean; hasFourEyes: boolean; masqueradeSettingVersion: number; liveMasquerades: number }
}
